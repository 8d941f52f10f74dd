package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Answers to the demonstration's question as a database gives them, for tests. */
public final class Answers {
  private Answers() {}

  /** All rows of a result that has the question's columns. */
  public static List<AffectedApp> of(ResultSet result) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      names.add(result.getMetaData().getColumnLabel(i));
    }
    assertThat(names).isEqualTo(DemoQuestion.columns());
    List<AffectedApp> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(
          new AffectedApp(
              result.getString("app"),
              result.getString("owner"),
              result.getInt("tier"),
              result.getInt("hops"),
              result.getLong("shared_resources"),
              result.getBigDecimal("cost_12m"),
              result.getBigDecimal("cost_now"),
              result.getBigDecimal("mom_pct"),
              result.getString("encrypted"),
              result.getString("twin"),
              result.getBigDecimal("dist"),
              result.getBigDecimal("saving_month")));
    }
    return rows;
  }
}
