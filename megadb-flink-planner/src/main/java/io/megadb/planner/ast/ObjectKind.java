package io.megadb.planner.ast;

/** What DROP, ALTER, COMMENT and GRANT can be about. */
public enum ObjectKind {
  TABLE,
  VIEW,
  PROPERTY_GRAPH,
  MATERIALIZED_VIEW,
  INDEX,
  SEQUENCE,
  SCHEMA,
  DATABASE,
  COLUMN,
  CONSTRAINT,
  EXTENSION,
  TYPE,
  DOMAIN,
  FUNCTION,
  PROCEDURE,
  ROUTINE,
  AGGREGATE,
  OPERATOR,
  CAST,
  COLLATION,
  CONVERSION,
  LANGUAGE,
  TRIGGER,
  RULE,
  POLICY,
  ROLE,
  TABLESPACE,
  PUBLICATION,
  SUBSCRIPTION,
  STATISTICS,
  SERVER,
  FOREIGN_TABLE,
  FOREIGN_DATA_WRAPPER,
  ACCESS_METHOD,
  EVENT_TRIGGER;

  /** As messages write it: {@code materialized view}. */
  public String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
