package io.megadb.planner.analyze;

import io.megadb.function.FunctionId;
import io.megadb.function.FunctionSignature;
import io.megadb.function.OperatorSignature;
import io.megadb.function.Volatility;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL's functions and operators over types that MegaDB does not have. A literal might mean
 * one of those types, so that a call is as ambiguous here as it is there. Immutable; read from a
 * file beside this class: {@code type name oid,category,preferred}, {@code function name types},
 * {@code operator symbol left,right}.
 */
final class ForeignCandidates {
  static final ForeignCandidates ALL = new ForeignCandidates();

  private final Map<String, BaseType> types = new HashMap<>();
  private final Map<String, List<FunctionSignature>> functions = new HashMap<>();
  private final Map<String, List<OperatorSignature>> operators = new HashMap<>();

  private ForeignCandidates() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ForeignCandidates.class.getResourceAsStream("foreign-candidates.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", -1);
        switch (parts[0]) {
          case "type" -> type(parts[1], parts[2].split(","));
          case "function" -> function(parts[1], parts[2].split(","));
          default -> operator(parts[1], parts[2].split(","));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void type(String name, String[] facts) {
    TypeCategory category = TypeCategory.USER;
    for (TypeCategory candidate : TypeCategory.values()) {
      if (candidate.code() == facts[1].charAt(0)) {
        category = candidate;
      }
    }
    boolean preferred = facts[2].equals("preferred");
    types.put(
        name,
        new BaseType(
            Integer.parseInt(facts[0]), name, name, -1, category, preferred, null, 0, 0, null));
  }

  private BaseType find(String name) {
    BaseType foreign = types.get(name);
    return foreign == null ? PgTypes.byName(name) : foreign;
  }

  private void function(String name, String[] names) {
    List<BaseType> arguments = new ArrayList<>();
    for (String argument : names) {
      arguments.add(find(argument));
    }
    functions
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(
            new FunctionSignature(
                0, name, arguments, false, 0, PgTypes.TEXT, Volatility.VOLATILE, true, false));
  }

  private void operator(String symbol, String[] names) {
    BaseType left = names[0].equals("-") ? null : find(names[0]);
    operators
        .computeIfAbsent(symbol, key -> new ArrayList<>())
        .add(
            new OperatorSignature(
                0,
                symbol,
                left,
                find(names[1]),
                new FunctionId("foreign"),
                PgTypes.TEXT,
                null,
                null));
  }

  List<FunctionSignature> functions(String name) {
    return functions.getOrDefault(name, List.of());
  }

  List<OperatorSignature> operators(String symbol) {
    return operators.getOrDefault(symbol, List.of());
  }

  /** The type that MegaDB does not have, of a candidate that was chosen; null if it has all. */
  static BaseType missing(List<BaseType> types) {
    return types.stream()
        .filter(type -> type.form() == null && PgTypes.byOid(type.oid()) == null)
        .findFirst()
        .orElse(null);
  }
}
