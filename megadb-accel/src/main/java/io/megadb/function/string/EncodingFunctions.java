package io.megadb.function.string;

import static io.megadb.function.string.StringFunctions.put;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.CharacterText;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Digests and text forms of bytes. */
public final class EncodingFunctions implements FunctionFamily {
  private static final int BASE64_LINE = 76;

  /** Encodings that PostgreSQL converts and MegaDB does not; without hyphens. */
  private static final Set<String> ENCODINGS =
      Set.of(
          "latin1",
          "latin2",
          "latin9",
          "iso88591",
          "win1250",
          "win1251",
          "win1252",
          "koi8r",
          "sjis",
          "eucjp",
          "euckr",
          "gbk",
          "gb18030",
          "big5",
          "sql_ascii");

  @Override
  public void define(FunctionTable table) {
    for (String type : new String[] {"text", "bytea"}) {
      table.rows(
          "md5(" + type + ")",
          (a, row, out, context) ->
              put(out, HexFormat.of().formatHex(digest("MD5", a[0].bytesAt(row)))));
    }
    digest(table, "sha224", "SHA-224");
    digest(table, "sha256", "SHA-256");
    digest(table, "sha384", "SHA-384");
    digest(table, "sha512", "SHA-512");
    table.rows(
        "encode(bytea,text)",
        (a, row, out, context) -> put(out, encode(a[0].bytesAt(row), a[1].textAt(row))));
    table.rows(
        "decode(text,text)",
        (a, row, out, context) -> put(out, decode(a[0].textAt(row), a[1].textAt(row))));
    table.rows(
        "convert_to(text,name)",
        (a, row, out, context) -> {
          requireUtf8(a[1].textAt(row));
          put(out, a[0].bytesAt(row));
        });
    table.rows(
        "convert_from(bytea,name)",
        (a, row, out, context) -> {
          requireUtf8(a[1].textAt(row));
          byte[] bytes = a[0].bytesAt(row);
          CharacterText.validate(bytes, 0, bytes.length);
          put(out, bytes);
        });
  }

  private static void digest(FunctionTable table, String name, String algorithm) {
    table.rows(
        name + "(bytea)", (a, row, out, context) -> put(out, digest(algorithm, a[0].bytesAt(row))));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new MegaDbException(
          SqlState.FEATURE_NOT_SUPPORTED, "this Java has no digest " + algorithm, e);
    }
  }

  private static String encode(byte[] bytes, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> HexFormat.of().formatHex(bytes);
      case "base64" -> Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\n'}).encodeToString(bytes);
      case "escape" -> escape(bytes);
      default -> throw unknown(format);
    };
  }

  private static String escape(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      if (b == 0 || b < 0) {
        out.append(String.format("\\%03o", b & 0xff));
      } else if (b == '\\') {
        out.append("\\\\");
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }

  private static byte[] decode(String text, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> ((Bytes) TypeText.parse(PgType.of(PgTypes.BYTEA), "\\x" + text, null)).array();
      case "base64" -> base64(text);
      case "escape" -> ((Bytes) TypeText.parse(PgType.of(PgTypes.BYTEA), text, null)).array();
      default -> throw unknown(format);
    };
  }

  private static byte[] base64(String text) {
    try {
      String compact = text.replaceAll("[ \t\r\n]", "");
      return Base64.getDecoder().decode(compact.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, "invalid base64 end sequence", e);
    }
  }

  private static MegaDbException unknown(String format) {
    return new MegaDbException(
        SqlState.INVALID_PARAMETER_VALUE, "unrecognized encoding: \"" + format + "\"");
  }

  private static void requireUtf8(String encoding) {
    String name = encoding.toLowerCase(Locale.ROOT).replace("-", "");
    if (!name.equals("utf8") && ENCODINGS.contains(name)) {
      throw MegaDbException.notSupported("conversion to encoding " + encoding);
    }
    if (!name.equals("utf8")) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid encoding name \"" + encoding + "\"");
    }
  }
}
