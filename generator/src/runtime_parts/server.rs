//! Servers whose address has variables (`OpenAPI` 3.1.1, section 4.8.5).
use crate::runtime::Error;

/// A server of the API's description, with a value for each variable in its address; the defaults unless set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    template: &'static str,
    variables: &'static [ServerVariable],
    values: Vec<(&'static str, String)>,
}

/// A variable of a server's address.
#[derive(Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// `{name}` in the address.
    pub name: &'static str,
    /// Its value unless another is set.
    pub default: &'static str,
    /// The values that it can have; any where there are none.
    pub choices: &'static [&'static str],
}

impl Server {
    pub(crate) fn new(template: &'static str, variables: &'static [ServerVariable]) -> Self {
        Self {
            template,
            variables,
            values: Vec::new(),
        }
    }

    /// The variables.
    #[must_use]
    pub fn variables(&self) -> &'static [ServerVariable] {
        self.variables
    }

    /// Sets a variable.
    ///
    /// # Errors
    ///
    /// When there is no such variable, or the value is none of its choices.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Result<Self, Error> {
        let value = value.into();
        let mut variables = self.variables.iter();
        let Some(variable) = variables.find(|variable| variable.name == name) else {
            let fault = format!("the server has no variable {name:?}");
            return Err(Error::config(fault));
        };
        if !variable.choices.is_empty() && !variable.choices.contains(&&*value) {
            let fault = format!(
                "the server's variable {name:?} is one of {:?}",
                variable.choices
            );
            return Err(Error::config(fault));
        }
        self.values.retain(|(own, _)| *own != variable.name);
        self.values.push((variable.name, value));
        Ok(self)
    }

    /// The address.
    #[must_use]
    pub fn url(&self) -> String {
        let mut url = self.template.to_owned();
        for variable in self.variables {
            let own = self.values.iter().find(|(name, _)| *name == variable.name);
            let value = own.map_or(variable.default, |(_, value)| value);
            url = url.replace(&format!("{{{}}}", variable.name), value);
        }
        url
    }
}

/// For [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).
impl From<Server> for String {
    fn from(server: Server) -> Self {
        server.url()
    }
}
