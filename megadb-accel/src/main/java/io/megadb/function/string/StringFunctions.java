package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.ScalarKernel;
import io.megadb.function.cast.Casts;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictKernel;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.CharacterText;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.List;

/** Lengths, case, concatenation, positions, parts and padding of text. */
public final class StringFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    lengths(table);
    concatenation(table);
    parts(table);
    positions(table);
    table.rows(
        "lower(text)", (a, row, out, context) -> put(out, CaseMapping.lower(a[0].bytesAt(row))));
    table.rows(
        "upper(text)", (a, row, out, context) -> put(out, CaseMapping.upper(a[0].bytesAt(row))));
    table.rows(
        "initcap(text)",
        (a, row, out, context) -> put(out, CaseMapping.initialUpper(a[0].textAt(row))));
    table.rows(
        "reverse(text)",
        (a, row, out, context) ->
            put(out, new StringBuilder(a[0].textAt(row)).reverse().toString()));
    table.rows(
        "repeat(text,int4)",
        (a, row, out, context) -> put(out, repeat(a[0].textAt(row), a[1].intAt(row))));
    table.rows(
        "replace(text,text,text)",
        (a, row, out, context) -> {
          String from = a[1].textAt(row);
          String text = a[0].textAt(row);
          put(out, from.isEmpty() ? text : text.replace(from, a[2].textAt(row)));
        });
    table.rows(
        "translate(text,text,text)",
        (a, row, out, context) ->
            put(out, TextParts.translate(a[0].textAt(row), a[1].textAt(row), a[2].textAt(row))));
    table.rows(
        "ascii(text)",
        (a, row, out, context) -> {
          String text = a[0].textAt(row);
          put(out, text.isEmpty() ? 0 : text.codePointAt(0));
        });
    table.rows("chr(int4)", (a, row, out, context) -> put(out, character(a[0].longAt(row))));
    table.rows(
        "to_hex(int4)", (a, row, out, context) -> put(out, Integer.toHexString(a[0].intAt(row))));
    table.rows(
        "to_hex(int8)", (a, row, out, context) -> put(out, Long.toHexString(a[0].longAt(row))));
  }

  private static void lengths(FunctionTable table) {
    for (String name : List.of("length", "char_length", "character_length", "textlen")) {
      table.rows(
          name + "(text)",
          (a, row, out, context) -> {
            BytesVector bytes = a[0].bytes();
            int at = row & a[0].mask();
            put(
                out,
                CharacterText.characters(
                    bytes.data(), bytes.offsets()[at], bytes.offsets()[at + 1]));
          });
    }
    for (String name : List.of("length", "char_length", "character_length")) {
      table.rows(
          name + "(bpchar)",
          (a, row, out, context) -> {
            byte[] text = a[0].bytesAt(row);
            int end = CharacterText.trimmedEnd(text, 0, text.length);
            put(out, CharacterText.characters(text, 0, end));
          });
    }
    for (String id :
        List.of(
            "octet_length(text)", "octet_length(bpchar)", "octet_length(bytea)", "length(bytea)")) {
      table.rows(id, (a, row, out, context) -> put(out, a[0].bytes().length(row & a[0].mask())));
    }
    for (String id : List.of("bit_length(text)", "bit_length(bytea)")) {
      table.rows(
          id, (a, row, out, context) -> put(out, 8L * a[0].bytes().length(row & a[0].mask())));
    }
  }

  private static void concatenation(FunctionTable table) {
    table.strict("textcat(text,text)", new ConcatBody());
    table.strict("byteacat(bytea,bytea)", new ConcatBody());
    for (String id : List.of("textanycat(text,anyelement)", "anytextcat(anyelement,text)")) {
      table.scalar(id, (signature, arguments, result) -> castAndConcat(arguments, result));
    }
  }

  private static ScalarKernel castAndConcat(List<PgType> arguments, PgType result) {
    ScalarKernel left = Casts.kernel(arguments.get(0), PgType.of(PgTypes.TEXT), true);
    ScalarKernel right = Casts.kernel(arguments.get(1), PgType.of(PgTypes.TEXT), true);
    ScalarKernel concat =
        new StrictKernel(new ConcatBody(), result, io.megadb.function.Volatility.STABLE);
    return (vectors, rows, context) -> {
      Vector x = left.apply(new Vector[] {vectors[0]}, rows, context);
      Vector y = right.apply(new Vector[] {vectors[1]}, rows, context);
      return concat.apply(new Vector[] {x, y}, rows, context);
    };
  }

  private static void parts(FunctionTable table) {
    for (String name : List.of("substring", "substr")) {
      for (String type : List.of("text", "bytea")) {
        Binder binder = Binder.strict(new SubstringBody(type.equals("bytea")));
        table.scalar(name + "(" + type + ",int4)", binder);
        table.scalar(name + "(" + type + ",int4,int4)", binder);
      }
    }
    table.rows(
        "left(text,int4)",
        (a, row, out, context) -> put(out, TextParts.left(a[0].textAt(row), a[1].intAt(row))));
    table.rows(
        "right(text,int4)",
        (a, row, out, context) -> put(out, TextParts.right(a[0].textAt(row), a[1].intAt(row))));
    for (String name : List.of("btrim", "ltrim", "rtrim")) {
      boolean start = !name.equals("rtrim");
      boolean end = !name.equals("ltrim");
      table.rows(
          name + "(text)",
          (a, row, out, context) -> put(out, TextParts.trim(a[0].textAt(row), " ", start, end)));
      table.rows(
          name + "(text,text)",
          (a, row, out, context) ->
              put(out, TextParts.trim(a[0].textAt(row), a[1].textAt(row), start, end)));
    }
    for (String name : List.of("lpad", "rpad")) {
      boolean before = name.equals("lpad");
      table.rows(
          name + "(text,int4)",
          (a, row, out, context) ->
              put(out, TextParts.pad(a[0].textAt(row), a[1].intAt(row), " ", before)));
      table.rows(
          name + "(text,int4,text)",
          (a, row, out, context) ->
              put(out, TextParts.pad(a[0].textAt(row), a[1].intAt(row), a[2].textAt(row), before)));
    }
    table.rows(
        "split_part(text,text,int4)",
        (a, row, out, context) ->
            put(out, TextParts.split(a[0].textAt(row), a[1].textAt(row), a[2].intAt(row))));
    table.rows(
        "overlay(text,text,int4,int4)",
        (a, row, out, context) ->
            put(out, overlay(a[0], a[1], row, a[2].intAt(row), a[3].intAt(row))));
    table.rows(
        "overlay(text,text,int4)",
        (a, row, out, context) -> {
          String insertion = a[1].textAt(row);
          int length = insertion.codePointCount(0, insertion.length());
          put(out, overlay(a[0], a[1], row, a[2].intAt(row), length));
        });
  }

  private static String overlay(Operand text, Operand insertion, int row, int start, int length) {
    if (start <= 0) {
      throw new MegaDbException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    String source = text.textAt(row);
    long end = (long) start - 1 + length;
    if (start + length != (long) start + length) {
      throw io.megadb.function.arithmetic.ArithmeticErrors.outOfRange("integer");
    }
    return TextParts.left(source, start - 1)
        + insertion.textAt(row)
        + (end <= 0 ? source : TextParts.after(source, end));
  }

  private static void positions(FunctionTable table) {
    for (String name : List.of("position", "strpos")) {
      table.rows(
          name + "(text,text)",
          (a, row, out, context) -> {
            String text = a[0].textAt(row);
            int at = text.indexOf(a[1].textAt(row));
            put(out, at < 0 ? 0 : text.codePointCount(0, at) + 1);
          });
    }
  }

  private static String repeat(String text, int count) {
    if (count <= 0 || text.isEmpty()) {
      return "";
    }
    if ((long) text.length() * count > 1 << 28) {
      throw new MegaDbException(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }
    return text.repeat(count);
  }

  private static String character(long code) {
    if (code == 0) {
      throw new MegaDbException(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
    }
    if (code < 0) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "character number must be positive");
    }
    if (code > Character.MAX_CODE_POINT) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "requested character too large for encoding: " + code);
    }
    if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "requested character not valid for encoding: " + code);
    }
    return Character.toString((int) code);
  }

  static void put(VectorBuilder out, String text) {
    ((BytesBuilder) out).appendText(text);
  }

  static void put(VectorBuilder out, byte[] bytes) {
    ((BytesBuilder) out).appendBytes(bytes);
  }

  static void put(VectorBuilder out, long value) {
    ((LongBuilder) out).appendLong(value);
  }
}
