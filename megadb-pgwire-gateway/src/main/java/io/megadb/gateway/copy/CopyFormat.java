package io.megadb.gateway.copy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.settings.SettingValues;
import io.megadb.planner.ast.Copy;
import io.megadb.planner.ast.Option;
import java.util.Locale;

/**
 * How rows are written as lines.
 *
 * @param csv CSV instead of text
 * @param header the first line names the columns
 * @param matchHeader on input the names must be the columns'
 * @param delimiter between fields
 * @param nullText an unquoted field of this text is null
 * @param quote around CSV fields
 * @param escape before a quote inside a quoted CSV field
 */
public record CopyFormat(
    boolean csv,
    boolean header,
    boolean matchHeader,
    byte delimiter,
    String nullText,
    byte quote,
    byte escape) {

  /** Reads the options of a COPY statement. */
  public static CopyFormat of(Copy copy) {
    boolean csv = false;
    boolean header = false;
    boolean matchHeader = false;
    String delimiter = null;
    String nullText = null;
    String quote = null;
    String escape = null;
    for (Option option : copy.options()) {
      String value = option.text();
      switch (option.name()) {
        case "format" -> {
          switch (value.toLowerCase(Locale.ROOT)) {
            case "csv" -> csv = true;
            case "text" -> csv = false;
            case "binary" -> throw MegaDbException.notSupported("COPY with format binary");
            default -> throw invalid("COPY format \"" + value + "\" not recognized");
          }
        }
        case "header" -> {
          matchHeader = value != null && value.equalsIgnoreCase("match");
          header = matchHeader || value == null || bool("header", value);
        }
        case "delimiter" -> delimiter = value;
        case "null" -> nullText = value;
        case "quote" -> quote = value;
        case "escape" -> escape = value;
        case "freeze" -> bool("freeze", value == null ? "on" : value);
        case "encoding" -> {
          if (!value.replace("-", "").equalsIgnoreCase("utf8")) {
            throw MegaDbException.notSupported("COPY with encoding " + value);
          }
        }
        case "force_quote", "force_not_null", "force_null", "oids" ->
            throw MegaDbException.notSupported(
                "COPY option " + option.name().toUpperCase(Locale.ROOT));
        default ->
            throw new MegaDbException(
                SqlState.SYNTAX_ERROR, "option \"" + option.name() + "\" not recognized");
      }
    }
    if (!csv && (quote != null || escape != null)) {
      throw MegaDbException.notSupported(
          "COPY " + (quote != null ? "quote" : "escape") + " outside CSV mode");
    }
    byte quoteByte = single("quote", quote == null ? "\"" : quote);
    return new CopyFormat(
        csv,
        header,
        matchHeader && copy.from(),
        single("delimiter", delimiter == null ? csv ? "," : "\t" : delimiter),
        nullText == null ? csv ? "" : "\\N" : nullText,
        quoteByte,
        escape == null ? quoteByte : single("escape", escape));
  }

  private static boolean bool(String option, String value) {
    Boolean parsed = SettingValues.parseBoolean(value);
    if (parsed == null) {
      throw new MegaDbException(SqlState.SYNTAX_ERROR, option + " requires a Boolean value");
    }
    return parsed;
  }

  private static byte single(String option, String value) {
    if (value.length() != 1 || value.charAt(0) > 127) {
      throw MegaDbException.notSupported("COPY " + option + " of more than one byte");
    }
    char c = value.charAt(0);
    if (c == '\n' || c == '\r') {
      throw invalid("COPY " + option + " cannot be newline or carriage return");
    }
    return (byte) c;
  }

  private static MegaDbException invalid(String message) {
    return new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
