package io.megadb.vectorops.search;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.spi.IndexMethod;
import io.megadb.type.PgType;
import io.megadb.vectorops.index.Metric;
import io.megadb.vectorops.type.VectorForm;
import java.util.LinkedHashMap;
import java.util.Map;

/** CREATE INDEX … USING hnsw: pgvector's operator classes, options and limits. */
public final class HnswMethod implements IndexMethod {
  static final String NAME = "hnsw";
  static final String LINKS = "m";
  static final String BREADTH = "ef_construction";

  private static final int OID = 15_110;
  private static final int DEFAULT_LINKS = 16;
  private static final int DEFAULT_BREADTH = 64;
  private static final int VECTOR_DIMENSIONS = 2000;
  private static final int HALFVEC_DIMENSIONS = 4000;

  private static final Map<String, Metric> CLASSES =
      Map.of(
          "l2_ops", Metric.L2,
          "ip_ops", Metric.INNER_PRODUCT,
          "cosine_ops", Metric.COSINE,
          "l1_ops", Metric.L1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int oid() {
    return OID;
  }

  /** The metric of an operator class that {@link #operatorClass} gave. */
  static Metric metric(String operatorClass) {
    return CLASSES.get(operatorClass.substring(operatorClass.indexOf('_') + 1));
  }

  @Override
  public String operatorClass(PgType type, String written) {
    VectorForm form = VectorForm.of(type);
    if (written == null) {
      throw new MegaDbException(
              SqlState.UNDEFINED_OBJECT,
              "data type "
                  + type.withoutModifier()
                  + " has no default operator class for access method \"hnsw\"")
          .withHint(
              "You must specify an operator class for the index or define a default operator class"
                  + " for the data type.");
    }
    String prefix = form == null ? "" : form.typeName() + "_";
    boolean known =
        written.startsWith(prefix) && CLASSES.containsKey(written.substring(prefix.length()));
    if (form == null || !known) {
      throw new MegaDbException(
          SqlState.UNDEFINED_OBJECT,
          "operator class \"" + written + "\" does not exist for access method \"hnsw\"");
    }
    checkDimensions(form, type.typmod());
    return written;
  }

  private static void checkDimensions(VectorForm form, int dimensions) {
    if (dimensions < 0) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "column does not have dimensions");
    }
    int most = form == VectorForm.VECTOR ? VECTOR_DIMENSIONS : HALFVEC_DIMENSIONS;
    if (dimensions > most) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "column cannot have more than " + most + " dimensions for hnsw index");
    }
  }

  @Override
  public Map<String, String> options(Map<String, String> written) {
    Map<String, String> options = new LinkedHashMap<>(written);
    for (String name : written.keySet()) {
      if (!name.equals(LINKS) && !name.equals(BREADTH)) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE, "unrecognized parameter \"" + name + "\"");
      }
    }
    int links = number(written, LINKS, DEFAULT_LINKS, 2, 100);
    int breadth = number(written, BREADTH, DEFAULT_BREADTH, 4, 1000);
    if (breadth < 2 * links) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "ef_construction must be greater than or equal to 2 * m");
    }
    options.put(LINKS, Integer.toString(links));
    options.put(BREADTH, Integer.toString(breadth));
    return options;
  }

  private static int number(
      Map<String, String> written, String name, int fallback, int least, int most) {
    String text = written.get(name);
    if (text == null) {
      return fallback;
    }
    int value;
    try {
      value = Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid value for integer option \"" + name + "\": " + text,
          e);
    }
    if (value < least || value > most) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "value " + text + " out of bounds for option \"" + name + "\"")
          .withDetail("Valid values are between \"" + least + "\" and \"" + most + "\".");
    }
    return value;
  }
}
