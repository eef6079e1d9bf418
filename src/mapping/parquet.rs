//! An answer as Parquet, with its dictionary and all that is to be known of it among the file's own key-values.
//!
//! Written by column, without Arrow: three kinds of columns do not need it, and it is a quarter of a release build.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::answer::Answer;

impl Answer {
    /// The answer as a file of the Parquet format. `file` is how it will be named, for its own description.
    ///
    /// # Errors
    /// A sentence that says what the writer of the format refused.
    pub fn parquet(&self, file: &str) -> Result<Vec<u8>, String> {
        self.columns(file).map_err(|fault| format!("cannot write Parquet: {fault}"))
    }

    fn columns(&self, file: &str) -> Result<Vec<u8>, ParquetError> {
        let heads = self.heads();
        let text = |name: &str| {
            Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::String))
                .build()
        };
        let mut fields = heads.iter().map(|name| text(name)).collect::<Result<Vec<_>, _>>()?;
        let count = Type::primitive_type_builder("count", Physical::INT32).with_repetition(Repetition::OPTIONAL);
        let suppressed = Type::primitive_type_builder("suppressed", Physical::BOOLEAN);
        fields.push(count.build()?);
        fields.push(suppressed.with_repetition(Repetition::REQUIRED).build()?);
        let fields = fields.into_iter().map(Arc::new).collect();
        let schema = Type::group_type_builder(self.cube).with_fields(fields).build()?;

        let described = self.data_package(file, "parquet");
        let mut known: Vec<KeyValue> = vec![KeyValue::new("datapackage".to_owned(), described.to_string())];
        for name in ["title", "description", "citation", "version", "threshold", "rounding", "suppressed_share"] {
            let value = &described[name];
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            known.push(KeyValue::new(name.to_owned(), value));
        }
        known.push(KeyValue::new("licence".to_owned(), self.licence.to_owned()));
        known.push(KeyValue::new("dictionary".to_owned(), described["resources"][0]["schema"]["fields"].to_string()));
        let properties = WriterProperties::builder().set_key_value_metadata(Some(known)).build();

        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
        let mut group = writer.next_row_group()?;
        for at in 0..heads.len() {
            let codes = self.rows.iter().map(|row| row.dimensions.get(at).map_or("", |(_, code)| code.as_str()));
            let codes: Vec<ByteArray> = codes.map(ByteArray::from).collect();
            if let Some(mut column) = group.next_column()? {
                column.typed::<ByteArrayType>().write_batch(&codes, None, None)?;
                column.close()?;
            }
        }
        let counts = self.rows.iter().filter_map(|row| row.count);
        let counts: Vec<i32> = counts.map(|count| i32::try_from(count).unwrap_or(i32::MAX)).collect();
        let is_there: Vec<i16> = self.rows.iter().map(|row| i16::from(row.count.is_some())).collect();
        if let Some(mut column) = group.next_column()? {
            column.typed::<Int32Type>().write_batch(&counts, Some(&is_there), None)?;
            column.close()?;
        }
        let suppressed: Vec<bool> = self.rows.iter().map(|row| row.suppressed).collect();
        if let Some(mut column) = group.next_column()? {
            column.typed::<BoolType>().write_batch(&suppressed, None, None)?;
            column.close()?;
        }
        group.close()?;
        writer.close()?;
        Ok(bytes)
    }
}
