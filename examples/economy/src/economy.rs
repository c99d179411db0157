//! The service `economy`: it keeps the accounts, and answers over NATS.

use anyhow::{Context, Result, bail};
use async_nats::{Client, Message};
use example_support::service;
use futures_util::StreamExt as _;
use openinference_runtime::chain_span;
use serde::{Deserialize, Serialize};

use crate::{bus, ledger::Ledger};

const SUBJECTS: &str = "economy.*";
/// How much is in an account?
pub const BALANCE: &str = "economy.balance";
/// An account begins.
pub const OPEN: &str = "economy.open";
/// One account pays another.
pub const TRANSFER: &str = "economy.transfer";

/// An account and what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Balance {
    /// Its name.
    pub account: String,
    /// What is in it.
    pub credits: u64,
}

/// The question of [`BALANCE`].
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Of {
    /// Name of the account.
    pub account: String,
}

/// The question of [`TRANSFER`]; the answer is the [`Balance`] of the one who paid.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Transfer {
    /// Who pays.
    pub from: String,
    /// Who is paid.
    pub to: String,
    /// Credits.
    pub amount: u64,
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When NATS is not there.
pub async fn serve() -> Result<()> {
    let client = bus::connect().await?;
    let ledger = Ledger::open(client.clone()).await?;
    // With a queue group, each request goes to one of several instances.
    let mut requests = client.queue_subscribe(SUBJECTS, "economy".to_owned()).await?;
    client.flush().await?;
    service::ready(None)?;
    let answering = async {
        while let Some(request) = requests.next().await {
            tokio::spawn(handle(client.clone(), ledger.clone(), request));
        }
    };
    tokio::select! {
        () = answering => bail!("the connection to NATS is closed"),
        () = service::stopped() => Ok(()),
    }
}

async fn handle(client: Client, ledger: Ledger, request: Message) {
    let done = match request.subject.as_str() {
        BALANCE => with(&request, |of| balance_handler(&ledger, &request, of)).await,
        OPEN => with(&request, |account| open_handler(&ledger, &request, account)).await,
        TRANSFER => with(&request, |transfer| transfer_handler(&ledger, &request, transfer)).await,
        other => Err(anyhow::anyhow!("nothing is known of {other}")),
    };
    bus::answer(&client, &request, done).await;
}

/// Gives the handler what the message asks for.
async fn with<Q: for<'de> Deserialize<'de>>(
    request: &Message,
    handler: impl AsyncFnOnce(Q) -> Result<Balance>,
) -> Result<Balance> {
    handler(bus::question(request)?).await
}

#[chain_span(parent = message, skip(ledger, message))]
async fn balance_handler(ledger: &Ledger, message: &Message, of: Of) -> Result<Balance> {
    let credits = ledger.accounts().await?.balance(&of.account)?;
    Ok(Balance { account: of.account, credits })
}

#[chain_span(parent = message, skip(ledger, message))]
async fn open_handler(ledger: &Ledger, message: &Message, account: Balance) -> Result<Balance> {
    let open = ledger.change(|accounts| {
        accounts.open(&account.account, account.credits);
        Ok(())
    });
    open.await?;
    Ok(account)
}

#[chain_span(parent = message, skip(ledger, message))]
async fn transfer_handler(ledger: &Ledger, message: &Message, transfer: Transfer) -> Result<Balance> {
    let Transfer { from, to, amount } = &transfer;
    let change = ledger.change(|accounts| accounts.transfer(from, to, *amount)).await;
    let credits = change.context("nothing was paid")?;
    Ok(Balance { account: transfer.from, credits })
}
