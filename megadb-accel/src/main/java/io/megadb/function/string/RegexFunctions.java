package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.BoolBuilder;
import io.megadb.vector.Bytes;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** regexp_… functions and substring(text from pattern); limits as in {@link RegexTranslation}. */
public final class RegexFunctions implements FunctionFamily {
  /** A row body that has the call site's compiled expression. */
  private interface Body {
    void apply(RegexCache cache, Operand[] arguments, int row, VectorBuilder out);
  }

  @Override
  public void define(FunctionTable table) {
    define(
        table,
        "substring(text,text)",
        (cache, a, row, out) -> substring(cache, a[0].textAt(row), a[1].textAt(row), out));
    define(
        table,
        "substring(text,text,text)",
        (cache, a, row, out) -> {
          String expression = SimilarPattern.convert(a[1].textAt(row), a[2].textAt(row));
          substring(cache, a[0].textAt(row), expression, out);
        });
    for (String id : List.of("regexp_match(text,text)", "regexp_match(text,text,text)")) {
      define(table, id, RegexFunctions::match);
    }
    for (String id : List.of("regexp_like(text,text)", "regexp_like(text,text,text)")) {
      define(
          table,
          id,
          (cache, a, row, out) -> {
            Pattern pattern = cache.get(a[1].textAt(row), flags(a, 2, row));
            ((BoolBuilder) out).appendBool(pattern.matcher(a[0].textAt(row)).find());
          });
    }
    for (String id :
        List.of("regexp_replace(text,text,text)", "regexp_replace(text,text,text,text)")) {
      define(table, id, RegexFunctions::replace);
    }
    for (String id :
        List.of("regexp_split_to_array(text,text)", "regexp_split_to_array(text,text,text)")) {
      define(
          table,
          id,
          (cache, a, row, out) ->
              out.append(split(cache.get(a[1].textAt(row), flags(a, 2, row)), a[0].textAt(row))));
    }
    define(
        table,
        "regexp_count(text,text)",
        (cache, a, row, out) -> {
          Matcher matcher = cache.get(a[1].textAt(row), "").matcher(a[0].textAt(row));
          long count = 0;
          while (matcher.find()) {
            count++;
          }
          out.append(count);
        });
    define(
        table,
        "regexp_substr(text,text)",
        (cache, a, row, out) -> {
          Matcher matcher = cache.get(a[1].textAt(row), "").matcher(a[0].textAt(row));
          out.append(matcher.find() ? Bytes.utf8(matcher.group()) : null);
        });
  }

  private static void define(FunctionTable table, String id, Body body) {
    table.scalar(
        id,
        (signature, arguments, result) -> {
          RegexCache cache = new RegexCache();
          return Binder.rows((a, row, out, context) -> body.apply(cache, a, row, out))
              .bind(signature, arguments, result);
        });
  }

  private static String flags(Operand[] arguments, int index, int row) {
    String flags = index < arguments.length ? arguments[index].textAt(row) : "";
    if (flags.indexOf('g') >= 0) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "regexp functions of one result do not support the \"global\" option")
          .withHint("Use the regexp_matches function instead.");
    }
    return flags;
  }

  private static void substring(
      RegexCache cache, String text, String expression, VectorBuilder out) {
    Matcher matcher = cache.get(expression, "").matcher(text);
    String found = matcher.find() ? matcher.group(matcher.groupCount() > 0 ? 1 : 0) : null;
    out.append(found == null ? null : Bytes.utf8(found));
  }

  private static void match(RegexCache cache, Operand[] a, int row, VectorBuilder out) {
    Matcher matcher = cache.get(a[1].textAt(row), flags(a, 2, row)).matcher(a[0].textAt(row));
    out.append(matcher.find() ? groups(matcher) : null);
  }

  /** The groups of a match, or the whole match if there are none. */
  static List<Object> groups(Matcher matcher) {
    List<Object> groups = new ArrayList<>();
    for (int i = matcher.groupCount() == 0 ? 0 : 1; i <= matcher.groupCount(); i++) {
      groups.add(matcher.group(i) == null ? null : Bytes.utf8(matcher.group(i)));
    }
    return groups;
  }

  private static void replace(RegexCache cache, Operand[] a, int row, VectorBuilder out) {
    String flags = a.length > 3 ? a[3].textAt(row) : "";
    if (!flags.isEmpty() && flags.charAt(0) >= '0' && flags.charAt(0) <= '9') {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "invalid regular expression option: \"" + flags.charAt(0) + "\"")
          .withHint(
              "If you meant to use regexp_replace() with a start parameter, cast the fourth"
                  + " argument to integer explicitly.");
    }
    boolean all = flags.indexOf('g') >= 0;
    String text = a[0].textAt(row);
    String replacement = a[2].textAt(row);
    Matcher matcher = cache.get(a[1].textAt(row), flags.replace("g", "")).matcher(text);
    StringBuilder result = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      result.append(text, from, matcher.start());
      expand(replacement, matcher, result);
      from = matcher.end();
      if (!all) {
        break;
      }
    }
    StringFunctions.put(out, result.append(text, from, text.length()).toString());
  }

  /** Appends the replacement with \1 to \9, \&amp; and \\ resolved. */
  private static void expand(String replacement, Matcher matcher, StringBuilder out) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c != '\\' || i + 1 == replacement.length()) {
        out.append(c);
        continue;
      }
      char next = replacement.charAt(++i);
      if (next == '&') {
        out.append(matcher.group());
      } else if (next >= '1' && next <= '9') {
        int group = next - '0';
        String text = group <= matcher.groupCount() ? matcher.group(group) : null;
        out.append(text == null ? "" : text);
      } else if (next == '\\') {
        out.append('\\');
      } else {
        out.append('\\').append(next);
      }
    }
  }

  /** The parts between matches; empty matches at the ends or right behind a match do not split. */
  static List<Object> split(Pattern pattern, String text) {
    List<Object> parts = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    int from = 0;
    while (matcher.find()) {
      boolean empty = matcher.end() == matcher.start();
      if (empty && (matcher.start() == from || matcher.start() == text.length())) {
        continue;
      }
      parts.add(Bytes.utf8(text.substring(from, matcher.start())));
      from = matcher.end();
    }
    parts.add(Bytes.utf8(text.substring(from)));
    return parts;
  }
}
