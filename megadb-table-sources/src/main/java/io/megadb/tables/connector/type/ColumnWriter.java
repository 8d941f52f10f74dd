package io.megadb.tables.connector.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.CharacterText;
import io.megadb.type.text.NumericText;
import io.megadb.type.text.TypeText;
import io.megadb.vector.BoolBuilder;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.DoubleBuilder;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.VectorBuilder;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Appends one field of Flink rows to a vector. A value that the column cannot hold is the error
 * that INSERT of its text gives, such as 22001 for a text too long. Confined to one thread.
 */
final class ColumnWriter {
  private static final long MAX_OID = 0xffff_ffffL;

  private final PgType type;
  private final FieldForm form;
  private final EvaluationContext evaluation;
  private final ColumnWriter elements;
  private final ArrayData.ElementGetter elementGetter;
  private final boolean plainText;

  ColumnWriter(PgType type, EvaluationContext evaluation) {
    this.type = type;
    this.form = FieldForm.of(type);
    this.evaluation = evaluation;
    this.plainText = type.is(PgTypes.TEXT) || type.is(PgTypes.VARCHAR) && type.characters() < 0;
    if (form == FieldForm.ARRAY) {
      PgType element = TypeText.elementType(type);
      LogicalType logical = FlinkTypes.dataType(element).getLogicalType();
      elements = new ColumnWriter(element, evaluation);
      elementGetter = ArrayData.createElementGetter(logical);
    } else {
      elements = null;
      elementGetter = null;
    }
  }

  void append(RowData row, int pos, VectorBuilder builder) {
    if (row.isNullAt(pos)) {
      builder.appendNull();
      return;
    }
    switch (form) {
      case BOOLEAN -> ((BoolBuilder) builder).appendBool(row.getBoolean(pos));
      case SMALLINT -> ((LongBuilder) builder).appendLong(row.getShort(pos));
      case INT -> ((LongBuilder) builder).appendLong(row.getInt(pos));
      case BIGINT -> ((LongBuilder) builder).appendLong(bigint(row.getLong(pos)));
      case FLOAT -> ((DoubleBuilder) builder).appendDouble(row.getFloat(pos));
      case DOUBLE -> ((DoubleBuilder) builder).appendDouble(row.getDouble(pos));
      case DECIMAL ->
          appendDecimal(
              row.getDecimal(pos, type.precision(), type.scale()), (NumericBuilder) builder);
      case DATE -> ((LongBuilder) builder).appendLong(FlinkTimes.date(row.getInt(pos)));
      case TIME -> ((LongBuilder) builder).appendLong(FlinkTimes.time(row.getInt(pos)));
      case TIMESTAMP, TIMESTAMP_LTZ ->
          ((LongBuilder) builder)
              .appendLong(
                  TypeText.roundTimestamp(
                      FlinkTimes.timestamp(row.getTimestamp(pos, digits())), type.typmod()));
      case BYTES -> ((BytesBuilder) builder).appendBytes(row.getBinary(pos));
      case CHARACTERS, PRINTED -> appendText(row.getString(pos).toBytes(), builder);
      case ARRAY -> appendArray(row.getArray(pos), (ListBuilder) builder);
    }
  }

  private int digits() {
    return type.typmod() < 0 ? 6 : type.typmod();
  }

  private long bigint(long value) {
    if (!type.is(PgTypes.INT8) && (value < 0 || value > MAX_OID)) {
      throw new MegaDbException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "value \"" + value + "\" is out of range for type " + type);
    }
    return value;
  }

  private void appendDecimal(DecimalData value, NumericBuilder builder) {
    if (value.isCompact() && value.scale() == type.scale()) {
      builder.appendDecimal(value.toUnscaledLong(), value.scale());
    } else {
      builder.appendNumeric(
          NumericText.applyModifier(PgNumeric.of(value.toBigDecimal()), type));
    }
  }

  private void appendText(byte[] utf8, VectorBuilder builder) {
    if (plainText) {
      CharacterText.validate(utf8, 0, utf8.length);
      ((BytesBuilder) builder).appendBytes(utf8);
    } else {
      builder.append(TypeText.parse(type, utf8, evaluation));
    }
  }

  private void appendArray(ArrayData array, ListBuilder builder) {
    GenericRowData element = new GenericRowData(1);
    for (int i = 0; i < array.size(); i++) {
      element.setField(0, elementGetter.getElementOrNull(array, i));
      elements.append(element, 0, builder.elements());
    }
    builder.endRow();
  }
}
