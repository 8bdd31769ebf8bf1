//! Where the bytes of files lie: a folder of this node, or storage that speaks S3. Objects are written whole, are
//! durable when `put` returns, and are never changed, so nothing here needs a lock.

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, RetryConfig};
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::{Stream, StreamExt};

pub use bytes::Bytes;

/// A failure of the storage.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// No such object.
    #[error("there is no object of this name")]
    Missing,
    /// It cannot be reached or written now.
    #[error("the storage of files is not available")]
    Unavailable(#[source] object_store::Error),
    /// It was set up wrong.
    #[error("the storage of files cannot be opened: {0}")]
    Setup(String),
}

impl From<object_store::Error> for FilesError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Unavailable(other),
        }
    }
}

/// How long a request goes on trying while storage elsewhere is away: a person waits for the answer, and is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it tries in that time.
const TRIES: usize = 3;

/// How S3-compatible storage is reached.
#[derive(Debug, Clone, Default)]
pub struct S3<'a> {
    /// Bucket.
    pub bucket: &'a str,
    /// Start of all names in it.
    pub prefix: &'a str,
    /// Address of the service, when it is not Amazon's.
    pub endpoint: Option<&'a str>,
    /// Region.
    pub region: Option<&'a str>,
    /// Name and secret of the access key.
    pub key: Option<(&'a str, &'a str)>,
}

/// The storage. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files(Arc<dyn ObjectStore>);

impl Files {
    /// In a folder, which is made.
    pub fn in_folder(folder: &std::path::Path) -> Result<Self, FilesError> {
        let wrong = |error: &dyn std::fmt::Display| FilesError::Setup(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(|error| wrong(&error))?;
        // A receipt promises the files, too: they are on the disk before it is given.
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| wrong(&error))?;
        Ok(Self(Arc::new(store.with_fsync(true).with_automatic_cleanup(true))))
    }

    /// In S3-compatible storage. Plain HTTP only when the endpoint says so.
    pub fn in_s3(s3: &S3<'_>) -> Result<Self, FilesError> {
        super::speak_tls();
        let mut builder = AmazonS3Builder::new().with_bucket_name(s3.bucket);
        builder = builder.with_region(s3.region.unwrap_or("us-east-1"));
        let (max_retries, retry_timeout) = (TRIES, PATIENCE);
        builder = builder.with_retry(RetryConfig { max_retries, retry_timeout, ..RetryConfig::default() });
        if let Some(endpoint) = s3.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        if let Some((name, secret)) = s3.key {
            builder = builder.with_access_key_id(name).with_secret_access_key(secret);
        }
        let store = builder.build().map_err(|error| FilesError::Setup(error.to_string()))?;
        Ok(match s3.prefix {
            "" => Self(Arc::new(store)),
            prefix => Self(Arc::new(PrefixStore::new(store, prefix))),
        })
    }

    /// Writes an object; durable afterwards.
    pub async fn put(&self, name: &str, bytes: Bytes) -> Result<(), FilesError> {
        self.0.put(&Path::from(name), bytes.into()).await?;
        Ok(())
    }

    /// A whole object.
    pub async fn get(&self, name: &str) -> Result<Bytes, FilesError> {
        Ok(self.0.get(&Path::from(name)).await?.bytes().await?)
    }

    /// Whether there is such an object.
    pub async fn has(&self, name: &str) -> Result<bool, FilesError> {
        match self.0.head(&Path::from(name)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The names of all objects, as they are found.
    pub fn names(&self) -> impl Stream<Item = Result<String, FilesError>> + Send + use<> {
        self.listed(None)
    }

    /// The names of the objects below a name.
    pub fn names_below(&self, name: &str) -> impl Stream<Item = Result<String, FilesError>> + Send + use<> {
        self.listed(Some(&Path::from(name)))
    }

    fn listed(&self, below: Option<&Path>) -> impl Stream<Item = Result<String, FilesError>> + Send + use<> {
        self.0.list(below).map(|object| Ok(object?.location.to_string()))
    }

    /// An object piece by piece.
    pub async fn stream(
        &self,
        name: &str,
    ) -> Result<impl Stream<Item = Result<Bytes, FilesError>> + Send + use<>, FilesError> {
        let found = self.0.get(&Path::from(name)).await?;
        Ok(found.into_stream().map(|piece| piece.map_err(FilesError::from)))
    }

    /// Removes an object; one that is not there is as good as removed.
    pub async fn remove(&self, name: &str) -> Result<(), FilesError> {
        match self.0.delete(&Path::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes every object below a name.
    pub async fn remove_below(&self, name: &str) -> Result<(), FilesError> {
        let mut found = self.0.list(Some(&Path::from(name)));
        while let Some(object) = found.next().await {
            match self.0.delete(&object?.location).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
