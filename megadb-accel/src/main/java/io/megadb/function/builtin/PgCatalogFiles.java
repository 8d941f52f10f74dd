package io.megadb.function.builtin;

import io.megadb.function.CastSignature;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionSignature;
import io.megadb.function.OperatorSignature;
import io.megadb.function.Volatility;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL 15's pg_proc, pg_operator and pg_cast over the types of {@link PgTypes}, read from tab
 * separated files beside this class. Pseudo types anycompatible… stand as anyelement and anyarray.
 */
final class PgCatalogFiles {
  private final Map<FunctionId, FunctionSignature> functions = new LinkedHashMap<>();
  private final List<OperatorSignature> operators = new ArrayList<>();
  private final List<CastSignature> casts = new ArrayList<>();

  PgCatalogFiles() {
    for (String[] row : read("functions.tsv")) {
      FunctionSignature signature = function(row);
      functions.putIfAbsent(signature.id(), signature);
    }
    for (String[] row : read("operators.tsv")) {
      operators.add(operator(row));
    }
    for (String[] row : read("casts.tsv")) {
      casts.add(cast(row));
    }
  }

  Map<FunctionId, FunctionSignature> functions() {
    return functions;
  }

  List<OperatorSignature> operators() {
    return operators;
  }

  List<CastSignature> casts() {
    return casts;
  }

  /** Columns: oid, kind, name, arguments, result, volatility, strict, set, variadic, defaults. */
  private static FunctionSignature function(String[] row) {
    List<BaseType> arguments = new ArrayList<>();
    for (String name : row[3].isEmpty() ? new String[0] : row[3].split(",")) {
      arguments.add(type(name));
    }
    Volatility volatility =
        switch (row[5]) {
          case "i" -> Volatility.IMMUTABLE;
          case "s" -> Volatility.STABLE;
          default -> Volatility.VOLATILE;
        };
    return new FunctionSignature(
        Integer.parseInt(row[0]),
        row[2],
        arguments,
        row[8].equals("v"),
        Integer.parseInt(row[9]),
        type(row[4]),
        volatility,
        row[6].equals("s"),
        row[7].equals("r"));
  }

  /** Columns: oid, symbol, left, right, function, result, commutator, negator; - for none. */
  private static OperatorSignature operator(String[] row) {
    return new OperatorSignature(
        Integer.parseInt(row[0]),
        row[1],
        row[2].equals("-") ? null : type(row[2]),
        type(row[3]),
        new FunctionId(row[4]),
        type(row[5]),
        none(row[6]),
        none(row[7]));
  }

  private static String none(String symbol) {
    return symbol.equals("-") ? null : symbol;
  }

  /** Columns: source, target, context. */
  private static CastSignature cast(String[] row) {
    CastSignature.Context context =
        switch (row[2]) {
          case "i" -> CastSignature.Context.IMPLICIT;
          case "a" -> CastSignature.Context.ASSIGNMENT;
          default -> CastSignature.Context.EXPLICIT;
        };
    return new CastSignature(type(row[0]), type(row[1]), context);
  }

  private static BaseType type(String name) {
    BaseType type = PgTypes.byName(name);
    if (type == null) {
      throw new IllegalStateException("type " + name + " of a signature is not known");
    }
    return type;
  }

  private static List<String[]> read(String file) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream stream = PgCatalogFiles.class.getResourceAsStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        rows.add(line.split("\t", -1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
    return rows;
  }
}
