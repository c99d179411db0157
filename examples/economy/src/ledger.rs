//! The accounts, in a key-value bucket of JetStream.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use async_nats::{
    Client,
    jetstream::{
        self,
        kv::{CreateErrorKind, Store, UpdateErrorKind},
        stream,
    },
};
use serde::{Deserialize, Serialize};

const BUCKET: &str = "ledger";
/// All accounts are one entry, so that a transfer is one compare-and-set: it happens as a whole or not at all.
const ACCOUNTS: &str = "accounts";

/// Credits by name of the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Accounts(BTreeMap<String, u64>);

/// Why accounts are as they were.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// There is no such account.
    #[error("there is no account {0}")]
    NoAccount(String),
    /// It has less than was asked for.
    #[error("{account} has {balance} credits, not {amount}")]
    TooPoor {
        /// The one who was to pay.
        account: String,
        /// What it has.
        balance: u64,
        /// What it was to pay.
        amount: u64,
    },
}

impl Accounts {
    /// What an account has.
    ///
    /// # Errors
    /// When there is none.
    pub fn balance(&self, account: &str) -> Result<u64, Refused> {
        self.0.get(account).copied().ok_or_else(|| Refused::NoAccount(account.to_owned()))
    }

    /// Lets an account begin, or begin again, with this much.
    pub fn open(&mut self, account: &str, credits: u64) {
        self.0.insert(account.to_owned(), credits);
    }

    /// Takes from one account and gives to the other, which begins if it is not there. What the payer has left.
    ///
    /// # Errors
    /// When the payer is not there or has too little.
    pub fn transfer(&mut self, from: &str, to: &str, amount: u64) -> Result<u64, Refused> {
        let balance = self.balance(from)?;
        let too_poor = || Refused::TooPoor { account: from.to_owned(), balance, amount };
        let left = balance.checked_sub(amount).ok_or_else(too_poor)?;
        self.open(from, left);
        *self.0.entry(to.to_owned()).or_default() += amount;
        self.balance(from)
    }
}

/// The bucket.
#[derive(Clone, Debug)]
pub struct Ledger(Store);

impl Ledger {
    /// Opens the bucket, which is made when it is not there.
    ///
    /// # Errors
    /// When the server has no JetStream.
    pub async fn open(client: Client) -> Result<Self> {
        let jetstream = jetstream::new(client);
        // The client's `create_key_value` asks for what servers before 2.10 do not know, such as Debian 12's. A bucket is
        // a stream with these settings (ADR-8 of NATS).
        let bucket = stream::Config {
            name: format!("KV_{BUCKET}"),
            subjects: vec![format!("$KV.{BUCKET}.>")],
            max_messages_per_subject: 1,
            discard: stream::DiscardPolicy::New,
            deny_delete: true,
            allow_rollup: true,
            allow_direct: true,
            ..stream::Config::default()
        };
        let made = jetstream.get_or_create_stream(bucket).await;
        made.context("the NATS server keeps no ledger: is JetStream on?")?;
        Ok(Self(jetstream.get_key_value(BUCKET).await?))
    }

    /// All accounts as they are now.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn accounts(&self) -> Result<Accounts> {
        Ok(self.read().await?.0)
    }

    /// Changes accounts. Where another instance of the service was quicker, `change` sees what it left and is tried again.
    ///
    /// # Errors
    /// What `change` refuses, and when the server does not answer.
    pub async fn change<T>(&self, change: impl Fn(&mut Accounts) -> Result<T, Refused>) -> Result<T> {
        loop {
            let (mut accounts, revision) = self.read().await?;
            let changed = change(&mut accounts)?;
            if self.write(&accounts, revision).await? {
                return Ok(changed);
            }
        }
    }

    async fn read(&self) -> Result<(Accounts, Option<u64>)> {
        match self.0.entry(ACCOUNTS).await.context("the ledger does not answer")? {
            Some(entry) => Ok((serde_json::from_slice(&entry.value)?, Some(entry.revision))),
            None => Ok((Accounts::default(), None)),
        }
    }

    /// False when the ledger is not what it was at that revision.
    async fn write(&self, accounts: &Accounts, revision: Option<u64>) -> Result<bool> {
        let value = serde_json::to_vec(accounts)?.into();
        match revision {
            None => match self.0.create(ACCOUNTS, value).await {
                Ok(_) => Ok(true),
                Err(error) if error.kind() == CreateErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(error.into()),
            },
            Some(revision) => match self.0.update(ACCOUNTS, value, revision).await {
                Ok(_) => Ok(true),
                Err(error) if error.kind() == UpdateErrorKind::WrongLastRevision => Ok(false),
                Err(error) => Err(error.into()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Accounts, Refused};

    #[test]
    fn a_transfer_moves_what_is_there_and_no_more() {
        let mut accounts = Accounts::default();
        accounts.open("trader", 30);
        assert_eq!(accounts.transfer("trader", "supplier", 20), Ok(10));
        assert_eq!(accounts.balance("supplier"), Ok(20));
        let before = accounts.clone();
        let too_poor = Refused::TooPoor { account: "trader".to_owned(), balance: 10, amount: 11 };
        assert_eq!(accounts.transfer("trader", "supplier", 11), Err(too_poor));
        assert_eq!(accounts.transfer("nobody", "supplier", 1), Err(Refused::NoAccount("nobody".to_owned())));
        assert_eq!(accounts, before);
    }

    #[test]
    fn who_pays_itself_has_what_it_had() {
        let mut accounts = Accounts::default();
        accounts.open("trader", 30);
        assert_eq!(accounts.transfer("trader", "trader", 20), Ok(30));
    }
}
