//! The types of an API: one definition per schema, shapes instead of keywords.
use super::{Rule, Xml};
use crate::source::Pointer;

/// Any JSON value that a document holds: a default, an example, an enum's value. Numbers keep their text.
pub type Json = crate::source::Json;

/// Index into [`super::Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// One schema. Inline schemas have definitions too; only structs, enums and unions get names of their own.
#[derive(Debug, Clone)]
pub struct TypeDef {
    pub id: TypeId,
    pub origin: Origin,
    pub at: Pointer,
    pub docs: Option<String>,
    pub deprecated: bool,
    pub shape: Shape,
    /// `null` is a value of this type.
    pub nullable: bool,
    /// No schema of this says `type`: the shape is what the keywords speak of, and values of other types break no rule.
    pub implied: bool,
    /// In the order of the document. What the shape says already (type, properties, items) is not repeated here.
    pub rules: Vec<Rule>,
    pub default: Option<Json>,
    pub example: Option<Json>,
    /// Examples of bodies and answers of this type, and where they stand.
    pub examples: Vec<(Pointer, Json)>,
    /// `xml`.
    pub xml: Option<Box<Xml>>,
}

/// What a name is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// `components/schemas/<name>`.
    Component(String),
    /// An inline schema that its `title` names; only bodies and responses count, a property's title is prose.
    Titled(String),
    /// The body, a response or a parameter of an operation: `("createPet", "Request")`.
    Operation { operation: String, role: String },
    /// Inside another type: a property, `Item`, `Value`, or a branch of a union.
    Nested { parent: TypeId, role: String },
}

/// What a value is made of.
#[derive(Debug, Clone)]
pub enum Shape {
    Scalar(Scalar),
    Enum(Enum),
    Struct(Struct),
    Union(Union),
    List(TypeId),
    /// An object whose keys are data.
    Map(TypeId),
    Tuple(Vec<TypeId>),
    /// The same as another type, but for nullability, rules or docs of its own.
    Alias(TypeId),
    /// Any JSON value, `null` included.
    Json,
    /// No value at all (`false`, an empty enum).
    Never,
}

/// Types without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scalar {
    Bool,
    /// `i64` whatever the format; int32's range is a rule.
    Integer,
    /// `format: uint64`.
    Unsigned,
    Number,
    String,
    DateTime,
    Date,
    Uuid,
    /// `format: byte`: base64 on the wire.
    Base64,
    /// `format: binary`: raw bytes; in multipart a file.
    Binary,
    Ipv4,
    Ipv6,
}

impl Scalar {
    /// Whether JSON writes its values as strings.
    #[must_use]
    pub fn is_text(self) -> bool {
        match self {
            Self::Bool | Self::Integer | Self::Unsigned | Self::Number => false,
            Self::String
            | Self::DateTime
            | Self::Date
            | Self::Uuid
            | Self::Base64
            | Self::Binary
            | Self::Ipv4
            | Self::Ipv6 => true,
        }
    }
}

/// An open set of values: one outside it is kept as it came.
#[derive(Debug, Clone)]
pub struct Enum {
    pub repr: EnumRepr,
    /// `type` is said; where it is not, a value of another JSON kind breaks the enum, not a type.
    pub typed: bool,
    pub values: Vec<EnumValue>,
}

/// The JSON type of an enum's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EnumRepr {
    String,
    Integer,
    /// Numbers with fractions, booleans or a mixture: any JSON value, checked.
    Mixed,
}

/// One value of an enum; `null` is not among them, it makes the type nullable.
#[derive(Debug, Clone)]
pub struct EnumValue {
    pub value: Json,
    /// `x-enum-varnames` and the like.
    pub name: Option<String>,
    pub docs: Option<String>,
}

/// An object with known properties.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    pub fields: Vec<Field>,
    /// What other properties may hold.
    pub additional: Additional,
    /// A union whose alternatives' properties lie beside the fields: `allOf: [object, oneOf: […]]`.
    pub variant: Option<TypeId>,
}

/// Properties beyond the named ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Additional {
    /// Nothing is said: ignored when read, never written.
    #[default]
    Ignored,
    /// `additionalProperties: false`.
    Forbidden,
    /// Kept in a map of this type.
    Typed(TypeId),
}

/// One property of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    pub wire: String,
    pub ty: TypeId,
    pub presence: Presence,
    pub access: Access,
    pub docs: Option<String>,
    pub deprecated: bool,
    pub at: Pointer,
}

/// Whether a property must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    Required,
    Optional,
}

/// Who sends a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Access {
    #[default]
    Both,
    /// `readOnly`: answers only.
    Read,
    /// `writeOnly`: requests only.
    Write,
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    pub tag: Tag,
    pub variants: Vec<Variant>,
    /// `oneOf` (exactly one may fit) or `anyOf`.
    pub exclusive: bool,
    /// Of [`Tag::Key`]: each alternative allows its own property and no other.
    pub closed: bool,
}

/// What tells the alternatives apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// Each alternative is an object with one required property, and that property's name tells.
    Key,
    /// A property of each alternative holds a name of it.
    Property(String),
    /// The JSON kind and the keys tell.
    Shape,
}

/// One alternative of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The branch's title, component name or key.
    pub source_name: Option<String>,
    /// For [`Tag::Key`] the type of the property's value, else the branch's type.
    pub ty: TypeId,
    /// For [`Tag::Key`] the key; for [`Tag::Property`] the values that mean this alternative.
    pub tags: Vec<String>,
    pub docs: Option<String>,
    pub at: Pointer,
}

impl TypeDef {
    /// Whether it is this scalar.
    pub fn shape_is(&self, scalar: Scalar) -> bool {
        matches!(self.shape, Shape::Scalar(own) if own == scalar)
    }
}
