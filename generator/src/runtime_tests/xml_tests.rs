//! XML read into JSON and written from it: the examples of the specification, and what servers do beside them.
use crate::parts::xml::{BOOLEAN, Element, Field, NUMBER, Name, STRING, WORD, Xml};
use crate::parts::{xml_read, xml_write};
use serde_json::{Value, json};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const SAMPLE: &str = "http://example.com/schema/sample";

fn write(value: &Value, root: &'static Element) -> String {
    let text = xml_write::write(value, root).unwrap();
    text.strip_prefix(HEAD).unwrap().to_owned()
}

fn read(text: &str, root: &'static Element) -> Value {
    xml_read::read(text.as_bytes(), root).unwrap()
}

fn refused(text: &str, root: &'static Element) -> String {
    let error = xml_read::read(text.as_bytes(), root).unwrap_err();
    error.to_string()
}

/// Written and read, it is the same.
#[track_caller]
fn both(value: &Value, text: &str, root: &'static Element) {
    assert_eq!(write(value, root), text);
    assert_eq!(read(text, root), *value);
}

/// A document whose only property is `animals`.
macro_rules! zoo {
    ($field:expr) => {{
        static ROOT: Element = Element::new(Name::new("Zoo"), &Xml::Object(&[$field], None));
        &ROOT
    }};
}

/// Section 4.8.26.2 of `OpenAPI` 3.1.1, example by example.
#[test]
fn the_examples_of_the_specification() {
    let list = json!({ "animals": ["a", "b"] });
    let text = json!({ "animals": "a" });
    let plain = zoo!(Field::element("animals", Name::new("animals"), &STRING));
    both(&text, "<Zoo><animals>a</animals></Zoo>", plain);
    let renamed = zoo!(Field::element("animals", Name::new("animal"), &STRING));
    both(&text, "<Zoo><animal>a</animal></Zoo>", renamed);
    let items = zoo!(Field::items(
        "animals",
        Name::new("animals"),
        &STRING,
        false
    ));
    both(
        &list,
        "<Zoo><animals>a</animals><animals>b</animals></Zoo>",
        items,
    );
    let named = zoo!(Field::items("animals", Name::new("animal"), &STRING, false));
    both(
        &list,
        "<Zoo><animal>a</animal><animal>b</animal></Zoo>",
        named,
    );
    let wrapped = zoo!(Field::element(
        "animals",
        Name::new("animals"),
        &Xml::Items(&Element::new(Name::new("animal"), &STRING))
    ));
    let expected = "<Zoo><animals><animal>a</animal><animal>b</animal></animals></Zoo>";
    both(&list, expected, wrapped);
    let outside = zoo!(Field::element(
        "animals",
        Name::new("aliens"),
        &Xml::Items(&Element::new(Name::new("aliens"), &STRING))
    ));
    let expected = "<Zoo><aliens><aliens>a</aliens><aliens>b</aliens></aliens></Zoo>";
    both(&list, expected, outside);
}

static PERSON: Element = Element::new(
    Name::new("Person"),
    &Xml::Object(
        &[
            Field::attribute("id", Name::new("id"), &NUMBER),
            Field::element(
                "name",
                Name::new("name").prefix("sample").namespace(SAMPLE),
                &STRING,
            ),
        ],
        None,
    ),
);

#[test]
fn attributes_prefixes_and_namespaces() {
    let person = json!({ "id": 123, "name": "example" });
    let expected = "<Person id=\"123\"><sample:name xmlns:sample=\"http://example.com/schema/sample\">example</sample:name></Person>";
    both(&person, expected, &PERSON);
    // Another prefix, or none, is the same name; another namespace is another.
    let other = format!("<Person id='123' xmlns:s='{SAMPLE}'><s:name>example</s:name></Person>");
    assert_eq!(read(&other, &PERSON), person);
    let unbound = "<Person id='123'><name>example</name></Person>";
    assert_eq!(read(unbound, &PERSON), person);
    let foreign = "<Person xmlns:s='urn:other'><s:name>example</s:name></Person>";
    assert_eq!(read(foreign, &PERSON), json!({}));
}

static INSIDE: Element = Element::new(
    Name::new("list").prefix("p").namespace("urn:p"),
    &Xml::Object(
        &[
            Field::attribute("kind", Name::new("kind").prefix("p"), &WORD),
            Field::items("own", Name::new("own").prefix("p"), &STRING, true),
            Field::element("odd", Name::new("odd").prefix("q"), &BOOLEAN),
        ],
        None,
    ),
);

#[test]
fn a_namespace_is_declared_once_and_a_prefix_only_where_it_is_declared() {
    let value = json!({ "kind": "k", "own": ["a", "b"], "odd": true });
    let expected = "<p:list xmlns:p=\"urn:p\" p:kind=\"k\"><p:own>a</p:own><p:own>b</p:own><odd>true</odd></p:list>";
    both(&value, expected, &INSIDE);
    // A list that must be there and has no element around it is empty where there are no items.
    assert_eq!(read("<list/>", &INSIDE), json!({ "own": [] }));
    let value = json!({ "own": [] });
    assert_eq!(write(&value, &INSIDE), "<p:list xmlns:p=\"urn:p\"/>");
}

static ALL: Element = Element::new(
    Name::new("All"),
    &Xml::Object(
        &[
            Field::element("text", Name::new("text"), &STRING),
            Field::element("word", Name::new("word"), &WORD),
            Field::element("flag", Name::new("flag"), &BOOLEAN),
            Field::element("number", Name::new("number"), &NUMBER),
            Field::element("all", Name::new("all"), ALL_CONTENT),
        ],
        None,
    ),
);

const ALL_CONTENT: &Xml = &Xml::Object(&[], Some(&NUMBER));

#[test]
fn texts_are_what_their_kind_says() {
    for (text, expected) in [
        ("<text> a </text>", json!({ "text": " a " })),
        ("<text/>", json!({ "text": "" })),
        (
            "<text><![CDATA[<a>]]> &amp;&#x41;&lt;<!-- no -->b</text>",
            json!({ "text": "<a> &A<b" }),
        ),
        (
            "<word>\n 2020-01-01 </word>",
            json!({ "word": "2020-01-01" }),
        ),
        ("<word></word>", json!({ "word": null })),
        ("<flag>1</flag>", json!({ "flag": true })),
        ("<flag> false </flag>", json!({ "flag": false })),
        ("<flag>yes</flag>", json!({ "flag": "yes" })),
        ("<number>+007</number>", json!({ "number": 7 })),
        ("<number>-0.50</number>", json!({ "number": -0.5 })),
        ("<number>.5</number>", json!({ "number": 0.5 })),
        ("<number>1.</number>", json!({ "number": 1 })),
        ("<number>0</number>", json!({ "number": 0 })),
        (
            "<number>18446744073709551615</number>",
            json!({ "number": u64::MAX }),
        ),
        ("<number>INF</number>", json!({ "number": "INF" })),
        ("<number/>", json!({ "number": null })),
        (
            "<all><a>1</a><b>2</b></all>",
            json!({ "all": { "a": 1, "b": 2 } }),
        ),
        (
            "<unknown><text>x</text></unknown><!-- c --><?p i?>",
            json!({}),
        ),
        (
            "<text xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'/>",
            json!({ "text": null }),
        ),
    ] {
        assert_eq!(
            read(
                &format!("\u{FEFF}<?xml version='1.0'?>\n<!DOCTYPE All>\n<All>{text}</All>\n"),
                &ALL
            ),
            expected,
            "{text}"
        );
    }
    // The case of the whole document's name is nobody's business.
    assert_eq!(read("<all/>", &ALL), json!({}));
}

#[test]
fn what_is_written_is_read_again() {
    let value = json!({ "text": " <a>&\"'\r\n\t\u{1F600} ", "flag": true, "number": -1.5, "all": { "x.1": 1 } });
    let expected = "<All><text> &lt;a&gt;&amp;&quot;'&#13;&#10;&#9;\u{1F600} </text><flag>true</flag><number>-1.5</number><all><x.1>1</x.1></all></All>";
    both(&value, expected, &ALL);
    let null = json!({ "text": null });
    let expected = "<All><text xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></All>";
    both(&null, expected, &ALL);
}

#[test]
fn what_xml_cannot_hold_is_not_written() {
    for (value, fault) in [
        (
            json!({ "text": "\u{0}" }),
            "has a character that XML cannot hold",
        ),
        (
            json!({ "all": { "a b": 1 } }),
            "has a property whose name no element can have",
        ),
        (
            json!({ "text": [1] }),
            "has a list where its XML has something else",
        ),
    ] {
        assert_eq!(xml_write::write(&value, &ALL), Err(fault.to_owned()));
    }
}

#[test]
fn what_is_no_such_xml_is_refused() {
    for (text, error) in [
        ("", "expected XML, found no element"),
        ("{}", "expected XML, found no element"),
        (
            "<error/>",
            "expected the element `All`, found another element",
        ),
        (
            "<All><text>a<b/></text></All>",
            "/text: expected text, found an element",
        ),
        ("<All/><All/>", "expected XML, found more than one element"),
        (
            "<!DOCTYPE All [<!ENTITY e \"secret\">]><All><text>&e;</text></All>",
            "/text: expected text, found an entity that XML does not have",
        ),
    ] {
        assert_eq!(refused(text, &ALL), error, "{text}");
    }
    for text in [
        "<All>",
        "<All></Al>",
        "<All a='1' a='2'/>",
        "<All><text>&</text></All>",
    ] {
        assert!(
            refused(text, &ALL).contains("expected XML, found other text (byte "),
            "{text}"
        );
    }
    let latin = xml_read::read(b"<All>\xE9</All>", &ALL).unwrap_err();
    assert_eq!(
        latin.to_string(),
        "expected XML in UTF-8, found other bytes"
    );
}

static TREE: Element = Element::new(Name::new("tree"), &TREE_CONTENT);
static TREE_CONTENT: Xml = Xml::Object(
    &[Field::element("tree", Name::new("tree"), &TREE_CONTENT)],
    None,
);

#[test]
fn nesting_has_a_bound() {
    let nested = |depth: usize| format!("{}{}", "<tree>".repeat(depth), "</tree>".repeat(depth));
    assert!(xml_read::read(nested(128).as_bytes(), &TREE).is_ok());
    assert!(refused(&nested(129), &TREE).ends_with("found elements that are nested too deep"));
    // What nobody reads is not nested in anything of ours.
    let unknown = format!("<tree>{}</tree>", nested(100_000).replace("tree", "other"));
    assert_eq!(read(&unknown, &TREE), json!({}));
}
