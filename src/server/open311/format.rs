//! One document in the two formats of the standard: XML, and JSON that follows from it, where an
//! element of elements is an object and a row of the same ones a list.

use actix_web::{HttpResponseBuilder, http::header};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `application/json`.
    Json,
    /// `text/xml`.
    Xml,
}

/// The fields of one thing, in their order.
pub struct Record(pub Vec<(&'static str, Item)>);

/// What stands in a field.
pub enum Item {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(u32),
    /// Yes or no.
    Truth(bool),
    /// Nothing is known.
    Nothing,
    /// Things of one kind.
    Records(Records),
}

/// Things of one kind, and what each is called in XML.
pub struct Records {
    /// Each.
    pub each: &'static str,
    /// All of them.
    pub all: Vec<Record>,
}

/// A whole answer and what it is called in XML.
pub enum Document {
    /// One thing.
    One(&'static str, Record),
    /// Things of one kind.
    Many(&'static str, Records),
}

impl Item {
    /// The text, or nothing.
    pub fn maybe(text: Option<String>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}

impl Format {
    /// By what an address ends in.
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            _ => None,
        }
    }

    /// Writes a document as the body; none where it cannot be written.
    pub fn body(self, http: &mut HttpResponseBuilder, document: &Document) -> Option<String> {
        let (kind, body) = match self {
            Self::Json => ("application/json", serde_json::to_string(document).ok()),
            Self::Xml => ("text/xml", xml(document)),
        };
        http.insert_header((header::CONTENT_TYPE, format!("{kind}; charset=utf-8")));
        body
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(_, record) => record.serialize(serializer),
            Self::Many(_, records) => records.all.serialize(serializer),
        }
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, item) in &self.0 {
            map.serialize_entry(name, item)?;
        }
        map.end()
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => serializer.serialize_u32(*number),
            Self::Truth(so) => serializer.serialize_bool(*so),
            Self::Nothing => serializer.serialize_none(),
            Self::Records(records) => records.all.serialize(serializer),
        }
    }
}

type Xml = Writer<Vec<u8>>;

fn xml(document: &Document) -> Option<String> {
    let mut xml = Writer::new(Vec::new());
    let declaration = BytesDecl::new("1.0", Some("utf-8"), None);
    xml.write_event(Event::Decl(declaration)).ok()?;
    match document {
        Document::One(name, record) => write_record(&mut xml, name, record),
        Document::Many(name, records) => write_records(&mut xml, name, records),
    }
    .ok()?;
    String::from_utf8(xml.into_inner()).ok()
}

fn write_record(xml: &mut Xml, name: &str, record: &Record) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name)))?;
    for (field, item) in &record.0 {
        match item {
            Item::Text(text) => write_text(xml, field, text)?,
            Item::Whole(number) => write_text(xml, field, &number.to_string())?,
            Item::Truth(so) => write_text(xml, field, &so.to_string())?,
            Item::Nothing => xml.write_event(Event::Empty(BytesStart::new(*field)))?,
            Item::Records(records) => write_records(xml, field, records)?,
        }
    }
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn write_records(xml: &mut Xml, name: &str, records: &Records) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name)))?;
    for record in &records.all {
        write_record(xml, records.each, record)?;
    }
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn write_text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    // Two characters that a text may hold and an XML document may not.
    let text = text.replace(['\u{FFFE}', '\u{FFFF}'], "");
    xml.write_event(Event::Start(BytesStart::new(name)))?;
    xml.write_event(Event::Text(BytesText::new(&text)))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let value = Record(vec![("code", Item::Whole(400)), ("description", Item::Nothing)]);
        let inner = Records { each: "attribute", all: vec![value] };
        Document::One(
            "service_definition",
            Record(vec![
                ("service_code", Item::Text("<A & B>\n".to_owned())),
                ("metadata", Item::Truth(true)),
                ("attributes", Item::Records(inner)),
            ]),
        )
    }

    #[test]
    fn a_document_reads_the_same_in_both_formats() {
        assert_eq!(
            serde_json::to_string(&document()).unwrap(),
            r#"{"service_code":"<A & B>\n","metadata":true,"attributes":[{"code":400,"description":null}]}"#
        );
        assert_eq!(
            xml(&document()).unwrap(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><service_definition>\
             <service_code>&lt;A &amp; B&gt;\n</service_code><metadata>true</metadata>\
             <attributes><attribute><code>400</code><description/></attribute></attributes>\
             </service_definition>"
        );
    }
}
