//! What the document says about the API as a whole.
use crate::ir::{Info, Server, ServerVariable};
use crate::oas::Oas;

/// `info`.
pub(super) fn info(oas: &Oas<'_>) -> Info {
    let info = &oas.openapi.info;
    Info {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
    }
}

/// `servers`.
pub(super) fn servers(oas: &Oas<'_>) -> Vec<Server> {
    oas.openapi.servers.iter().map(server).collect()
}

/// One of them.
pub(super) fn server(server: &openapiv3::Server) -> Server {
    let variables = server.variables.iter().flatten();
    Server {
        url: server.url.clone(),
        description: server.description.clone(),
        variables: variables
            .map(|(name, variable)| self::variable(name, variable))
            .collect(),
    }
}

fn variable(name: &str, variable: &openapiv3::ServerVariable) -> ServerVariable {
    ServerVariable {
        name: name.to_owned(),
        default: variable.default.clone(),
        choices: variable.enumeration.clone(),
        description: variable.description.clone(),
    }
}
