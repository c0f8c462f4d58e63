//! Names of functions that belong to no resource: what reads webhooks and callbacks, servers, credentials.
use super::super::ident::{self, Scope};
use super::super::schemes::{self, SchemeNames};
use super::chosen::{By, Form, Item};
use super::{Namer, places};
use crate::ir::PayloadKind;
use crate::source::Pointer;

impl Namer<'_> {
    pub(super) fn name_functions(&mut self) {
        self.name_payloads();
        self.name_servers();
        self.name_schemes();
    }

    fn name_payloads(&mut self) {
        let api = self.api;
        self.names.payloads = vec![String::new(); api.payloads.len()];
        for kind in [PayloadKind::Webhook, PayloadKind::Callback] {
            let all = api.payloads.iter().enumerate();
            let own: Vec<_> = all.filter(|(_, one)| one.kind == kind).collect();
            let items = own
                .iter()
                .map(|(_, one)| (&one.place, &one.at, one.name.as_str()));
            let names = self.name_each(items.collect(), &["payload"]);
            for ((index, _), name) in own.iter().zip(names) {
                self.names.payloads[*index] = name;
            }
        }
    }

    /// Functions for servers, where one of them has variables.
    fn name_servers(&mut self) {
        let servers = &self.api.servers;
        if servers.iter().all(|server| server.variables.is_empty()) {
            return;
        }
        let places = places::servers(self.api);
        let items = servers.iter().zip(&places).map(|(server, place)| {
            let wish = server.description.as_deref().unwrap_or_default();
            let short = wish.split_whitespace().count() <= 4 && !wish.trim().is_empty();
            (place, place, if short { wish } else { "server" })
        });
        self.names.servers = self.name_each(items.collect(), &[]);
    }

    /// The functions of one module: as they were called, then after what they are of.
    fn name_each(
        &mut self,
        of: Vec<(&Pointer, &Pointer, &str)>,
        reserved: &'static [&'static str],
    ) -> Vec<String> {
        let items = of.into_iter().map(|(place, at, wish)| Item {
            place: place.clone(),
            at: at.clone(),
            wishes: vec![ident::snake(wish)],
            plain: false,
        });
        let items: Vec<Item> = items.collect();
        let mut scope = Scope::with(reserved);
        let names = self.chosen.name_all(&mut scope, &items, Form::Value, 0);
        self.chosen.keep_all(&items, &names);
        names
    }

    /// Of each scheme what takes its credential, a token, a provider of tokens.
    fn name_schemes(&mut self) {
        let api = self.api;
        let asked = schemes::asked(api);
        let mut scope = Scope::with(schemes::RESERVED);
        let place = |index: usize| {
            let root = Pointer::root().child("components").child("securitySchemes");
            root.child(&api.security_schemes[index].name)
        };
        // All that was there before goes first, whatever it is.
        let mut kept: Vec<[Option<String>; 3]> = Vec::new();
        for (index, asked) in asked.iter().enumerate() {
            let at = place(index);
            kept.push([0, 1, 2].map(|column| {
                let by = |by, chosen: &mut super::chosen::Chosen<'_>| {
                    chosen.find(by, [&at, &at], Form::Value, column)
                };
                let config = (*asked && column == 0).then(|| by(By::Config, &mut self.chosen));
                let name = config
                    .flatten()
                    .or_else(|| by(By::Lock, &mut self.chosen))?;
                (*asked && scope.reserve(&name)).then_some(name)
            }));
        }
        self.names.schemes = vec![None; asked.len()];
        for (index, asked) in asked.into_iter().enumerate() {
            if !asked {
                continue;
            }
            let [own, token, provider] = std::mem::take(&mut kept[index]);
            let wish = ident::snake(&api.security_schemes[index].name);
            let own = own
                .unwrap_or_else(|| scope.allocate(&[wish.clone(), ident::joined(&wish, "scheme")]));
            let mut beside = |kept: Option<String>, what: &str| {
                kept.unwrap_or_else(|| scope.allocate(&[ident::joined(&own, what)]))
            };
            let (token, provider) = (beside(token, "token"), beside(provider, "provider"));
            for name in [&own, &token, &provider] {
                self.chosen.keep(&place(index), name);
            }
            self.names.schemes[index] = Some(SchemeNames {
                own,
                token,
                provider,
            });
        }
    }
}
