//! From the YAML parser's offsets, which count characters, to bytes.

/// The parser counts characters, we count bytes: a checkpoint every so many characters finds one from the other.
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// Byte offset of each [`STEP`]th character; empty where all are ASCII.
    checkpoints: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let checkpoints = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STEP)
                .map(|(at, _)| at as u32)
                .collect()
        };
        Self { text, checkpoints }
    }

    pub(super) fn byte(&self, character: usize) -> u32 {
        if self.checkpoints.is_empty() {
            return character.min(self.text.len()) as u32;
        }
        let Some(start) = self.checkpoints.get(character / STEP) else {
            return self.text.len() as u32;
        };
        let rest = &self.text[*start as usize..];
        let within = rest
            .char_indices()
            .nth(character % STEP)
            .map_or(rest.len(), |(at, _)| at);
        start + within as u32
    }
}
