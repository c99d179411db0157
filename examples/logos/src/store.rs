//! What a service keeps, in a file of its own.

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, Result};
use openinference_runtime::carry_fn;
use redb::{Database, ReadableDatabase as _, ReadableTable as _, TableDefinition, TableError};
use serde::{Serialize, de::DeserializeOwned};

/// Values by name, as JSON.
pub type Table = TableDefinition<'static, &'static str, &'static [u8]>;

/// An embedded store.
#[derive(Clone, Debug)]
pub struct Store(Arc<Database>);

impl Store {
    /// The store of this service in a folder, made where there is none.
    ///
    /// # Errors
    /// When it cannot be opened, or another process has it.
    pub fn open(folder: &Path, service: &str) -> Result<Self> {
        let file = folder.join(format!("{service}.redb"));
        std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
        Ok(Self(Arc::new(Database::create(&file).with_context(|| format!("{}", file.display()))?)))
    }

    /// What has this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get<T: DeserializeOwned>(&self, table: Table, name: &str) -> Result<Option<T>> {
        let table = match self.0.begin_read()?.open_table(table) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            table => table?,
        };
        let value = table.get(name)?;
        value.map(|value| serde_json::from_slice(value.value()).map_err(Into::into)).transpose()
    }

    /// Everything, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all<T: DeserializeOwned>(&self, table: Table) -> Result<Vec<(String, T)>> {
        let table = match self.0.begin_read()?.open_table(table) {
            // It begins with what is first put into it.
            Err(TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
            table => table?,
        };
        let entry = |entry: Result<(redb::AccessGuard<'_, &str>, redb::AccessGuard<'_, &[u8]>), _>| {
            let (name, value) = entry?;
            Ok((name.value().to_owned(), serde_json::from_slice(value.value())?))
        };
        table.iter()?.map(entry).collect()
    }

    /// Puts a value in, in the place of another one of this name. It is on the disk when this returns.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&self, table: Table, name: &str, value: &impl Serialize) -> Result<()> {
        let change = self.0.begin_write()?;
        change.open_table(table)?.insert(name, serde_json::to_vec(value)?.as_slice())?;
        Ok(change.commit()?)
    }
}

/// Does what waits for the disk where nobody else waits for it, as part of the span in progress.
///
/// # Errors
/// When it fails, or panics.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(carry_fn(work)).await?
}
