package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the JDBC driver asks of pg_catalog when a program asks it about tables and types. */
class DriverMetadataTest {
  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();

  private static final List<String> TYPES =
      List.of(
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "float8",
          "text",
          "varchar",
          "bpchar",
          "name",
          "bytea",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "interval",
          "bool",
          "uuid",
          "json",
          "jsonb",
          "oid",
          "regclass",
          "regtype",
          "regproc",
          "regnamespace",
          "vector",
          "halfvec",
          "_int2",
          "_int4",
          "_int8",
          "_numeric",
          "_float4",
          "_float8",
          "_text",
          "_varchar",
          "_bpchar",
          "_name",
          "_bytea",
          "_date",
          "_time",
          "_timestamp",
          "_timestamptz",
          "_interval",
          "_bool",
          "_uuid",
          "_json",
          "_jsonb",
          "_oid",
          "_regclass",
          "_regtype",
          "_regproc",
          "_regnamespace");

  /** They ask for functions, or for fields of a row that a function gives. */
  private static final List<String> UNANSWERED =
      List.of(
          "getSQLKeywords",
          "getProcedures",
          "getProcedureColumns",
          "getFunctions",
          "getFunctionColumns",
          "getBestRowIdentifier",
          "getPrimaryKeys",
          "getIndexInfo");

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/megadb", "megadb", "");
  }

  @BeforeAll
  static void createTables() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE described (id int PRIMARY KEY, v numeric(5,2) NOT NULL DEFAULT 1)");
      statement.execute("CREATE VIEW view_of_described AS SELECT id FROM described");
    }
  }

  @Test
  void namesOfColumnTypesAreThoseOfTheCatalog() throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int i = 0; i < TYPES.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append("NULL::").append(TYPES.get(i));
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.toString())) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnTypeName(i));
        columns.getColumnType(i);
        columns.getColumnClassName(i);
        columns.isAutoIncrement(i);
        columns.isNullable(i);
        columns.getTableName(i);
      }
      assertThat(names).isEqualTo(TYPES);
    }
  }

  @Test
  void allButSomeQuestionsAboutTheDatabaseHaveAnAnswer()
      throws SQLException, IllegalAccessException {
    List<String> failures = new ArrayList<>();
    try (Connection connection = connect()) {
      DatabaseMetaData metadata = connection.getMetaData();
      for (Method method : DatabaseMetaData.class.getMethods()) {
        try {
          Object answer = method.invoke(metadata, arguments(method));
          if (answer instanceof ResultSet rows) {
            while (rows.next()) {
              rows.getObject(1);
            }
            rows.close();
          }
        } catch (InvocationTargetException e) {
          if (!(e.getCause() instanceof SQLFeatureNotSupportedException)) {
            failures.add(method.getName());
          }
        }
      }
    }
    assertThat(failures).containsExactlyInAnyOrderElementsOf(UNANSWERED);
  }

  private static Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    int strings = 0;
    for (int i = 0; i < types.length; i++) {
      if (types[i] == String.class) {
        strings++;
        arguments[i] = strings == 2 ? "public" : strings == 3 ? "described" : null;
      } else if (types[i] == int.class) {
        arguments[i] = 1;
      } else if (types[i] == boolean.class) {
        arguments[i] = false;
      } else if (types[i] == Class.class) {
        arguments[i] = DatabaseMetaData.class;
      }
    }
    return arguments;
  }
}
