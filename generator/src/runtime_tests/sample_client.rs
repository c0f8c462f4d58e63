//! Resource clients of the hand-written sample, in the shape that the emitters print.
use crate::runtime::Client;

impl Client {
    /// Organizations.
    pub fn organizations(&self) -> Organizations {
        Organizations {
            client: self.clone(),
        }
    }

    /// Documents.
    pub fn documents(&self) -> Documents {
        Documents {
            client: self.clone(),
        }
    }
}

/// Organizations.
#[derive(Debug, Clone)]
pub struct Organizations {
    client: Client,
}

impl Organizations {
    /// Invitations to an organization.
    pub fn invites(&self) -> Invites {
        Invites {
            client: self.client.clone(),
        }
    }
}

/// Invitations to an organization.
#[derive(Debug, Clone)]
pub struct Invites {
    pub(crate) client: Client,
}

/// Documents.
#[derive(Debug, Clone)]
pub struct Documents {
    pub(crate) client: Client,
}
