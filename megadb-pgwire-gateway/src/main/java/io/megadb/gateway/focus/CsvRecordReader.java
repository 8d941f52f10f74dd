package io.megadb.gateway.focus;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits CSV into records as RFC 4180 has it: commas, doubled quotes, line breaks inside quotes. LF
 * and CRLF both end a record; blank lines are skipped. Confined to one thread; does not own the
 * reader.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvRecordReader {
  /** Tags and details are JSON of some kilobytes; a mebibyte means a quote was left open. */
  static final int MAX_FIELD_CHARS = 1 << 20;

  /** PostgreSQL's tables have 1,600 columns at most. */
  static final int MAX_FIELDS = 1600;

  private static final int END = -1;

  private final Reader reader;
  private final char[] buffer = new char[1 << 15];
  private final StringBuilder field = new StringBuilder();
  private final List<String> fields = new ArrayList<>();
  private int position;
  private int limit;
  private long line = 1;
  private long recordLine = 1;

  CsvRecordReader(Reader reader) {
    this.reader = reader;
  }

  /** Line at which the last record began, counted from 1. */
  long line() {
    return recordLine;
  }

  /** The next record, or null at the end. Empty fields are empty strings. */
  String[] next() throws IOException {
    int first = peek();
    while (first == '\n' || first == '\r') {
      endLine(read());
      first = peek();
    }
    if (first == END) {
      return null;
    }
    recordLine = line;
    fields.clear();
    int separator;
    do {
      separator = readField();
      if (fields.size() == MAX_FIELDS) {
        throw new MalformedExportException(recordLine, "more than " + MAX_FIELDS + " fields");
      }
      fields.add(field.toString());
    } while (separator == ',');
    return fields.toArray(new String[0]);
  }

  /** Reads one field into {@link #field} and returns what ended it: a comma, a line feed, END. */
  private int readField() throws IOException {
    field.setLength(0);
    boolean quoted = peek() == '"';
    if (quoted) {
      read();
      readQuoted();
    }
    int next = read();
    while (next != ',' && next != '\n' && next != '\r' && next != END) {
      if (quoted) {
        throw new MalformedExportException(line, "text follows a closing quote");
      }
      append(next);
      next = read();
    }
    return next == '\r' || next == '\n' ? endLine(next) : next;
  }

  private void readQuoted() throws IOException {
    while (true) {
      int next = read();
      if (next == END) {
        throw new MalformedExportException(recordLine, "the file ends inside a quoted field");
      }
      if (next == '"') {
        if (peek() != '"') {
          return;
        }
        read();
      } else if (next == '\n') {
        line++;
      }
      append(next);
    }
  }

  private int endLine(int end) throws IOException {
    if (end == '\r' && peek() == '\n') {
      read();
    }
    line++;
    return '\n';
  }

  private void append(int next) throws IOException {
    if (field.length() == MAX_FIELD_CHARS) {
      throw new MalformedExportException(
          recordLine, "a field is longer than " + MAX_FIELD_CHARS + " characters");
    }
    field.append((char) next);
  }

  private int read() throws IOException {
    int next = peek();
    if (next != END) {
      position++;
    }
    return next;
  }

  private int peek() throws IOException {
    if (position == limit) {
      try {
        limit = Math.max(0, reader.read(buffer, 0, buffer.length));
      } catch (CharacterCodingException e) {
        throw new MalformedExportException(line, "the file is not UTF-8 here or a little later", e);
      }
      position = 0;
      if (limit == 0) {
        return END;
      }
    }
    return buffer[position];
  }
}
