package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.error.MegaDbException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** pg15-keywords.txt is SELECT word, catcode, barelabel FROM pg_get_keywords() of PostgreSQL 15. */
class KeywordsTest {
  private record Keyword(String word, char category, boolean bareLabel) {
    boolean isColumnName() {
      return category == 'U' || category == 'C';
    }
  }

  private static final Map<String, String> PLACES = places();

  private static Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("column", "select a, %s, b from t where %s = 1 and a < %s order by %s, %s desc");
    places.put(
        "expression", "select %s + 1, f(%s, 1), (%s), a[%s], case %s when 1 then %s else %s end");
    places.put("qualified", "select t.%s, %s.b from t as %s");
    places.put("table", "select * from %s, s.%s, %s x join %s y on true");
    places.put("alias with AS", "select 1 as %s from t as %s");
    places.put("table alias", "select * from t %s join u %s on true");
    places.put(
        "insert",
        "insert into %s (%s, b) values (1, 2) on conflict (%s) do update set %s = 1 returning %s");
    places.put("update", "update %s set %s = %s where %s is null");
    places.put("delete", "delete from %s where %s = 1");
    places.put("create table", "create table %s (%s int, b int) using %s with (%s = 'v')");
    places.put("with", "with %s as (select 1), x (%s) as (select 2) select * from %s");
    return places;
  }

  private static List<Keyword> keywords() throws IOException {
    try (InputStream in = KeywordsTest.class.getResourceAsStream("/pg15-keywords.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", -1))
          .map(parts -> new Keyword(parts[0], parts[1].charAt(0), parts[2].equals("t")))
          .toList();
    }
  }

  private static boolean accepted(String template, String word) {
    try {
      return PgParser.parse(template.replace("%s", word)).size() == 1;
    } catch (MegaDbException e) {
      return false;
    }
  }

  @Test
  void unreservedAndColumnNameWordsAreNamesEverywhere() throws IOException {
    List<String> failures = new ArrayList<>();
    for (Keyword keyword : keywords()) {
      PLACES.forEach(
          (place, template) -> {
            if (keyword.isColumnName() && !accepted(template, keyword.word())) {
              failures.add(place + ": " + keyword.word());
            }
          });
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void aliasWithoutAsFollowsBareLabel() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Keyword keyword : keywords()) {
      if (accepted("select a %s from t", keyword.word())
          != (keyword.bareLabel() || isPostfix(keyword))) {
        wrong.add(keyword.word());
      }
    }
    assertThat(wrong).isEmpty();
  }

  /**
   * {@code a isnull} is no alias and yet a statement; so is a word that ends or goes on with the
   * select list.
   */
  private static boolean isPostfix(Keyword keyword) {
    return keyword.word().equals("isnull") || keyword.word().equals("notnull");
  }

  @Test
  void everyWordIsAnAliasWithAsAndANameAfterADot() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Keyword keyword : keywords()) {
      if (!accepted("select 1 as %s, t.%s from t", keyword.word())) {
        wrong.add(keyword.word());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void reservedWordsAreNoColumns() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Keyword keyword : keywords()) {
      if (!keyword.isColumnName() && accepted("create table t (%s int)", keyword.word())) {
        wrong.add(keyword.word());
      }
    }
    assertThat(wrong).as("LIKE begins a clause there").containsExactly("like");
  }

  @Test
  void aWordThatOnlyOtherDialectsKnowIsAName() {
    for (String word :
        List.of("count", "date", "result", "limit_", "qualify", "minus", "rlike", "pivot")) {
      PLACES.forEach(
          (place, template) ->
              assertThat(accepted(template, word)).as(place + ": " + word).isTrue());
    }
  }
}
