package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers differ by their values, not by how engines write them. */
class AnswerTest {
  @Test
  void exactNumbersDifferInTheLastDigitOnly() {
    assertThat(exact("1.10").difference(exact("1.1"))).isNull();
    assertThat(exact("1.1000000000000000000001").difference(exact("1.1")))
        .isEqualTo("row 1, column 1: 1.1000000000000000000001 instead of 1.1");
  }

  @Test
  void quotientsMayDifferByABillionth() {
    assertThat(exact("0.3333333333").difference(one(Answer.Kind.APPROXIMATE, "0.33333333333333")))
        .isNull();
    assertThat(exact("0.33333").difference(one(Answer.Kind.APPROXIMATE, "0.33333333333333")))
        .isNotNull();
  }

  @Test
  void blanksAtTheEndOfTextsDoNotCount() {
    assertThat(one(Answer.Kind.TEXT, "A  ").difference(one(Answer.Kind.TEXT, "A"))).isNull();
    assertThat(one(Answer.Kind.TEXT, "A").difference(one(Answer.Kind.TEXT, "B"))).isNotNull();
  }

  @Test
  void rowsAreCountedFirst() {
    assertThat(new Answer(List.of(), List.of()).difference(exact("1")))
        .isEqualTo("0 rows instead of 1");
  }

  private static Answer exact(String value) {
    return one(Answer.Kind.EXACT, value);
  }

  private static Answer one(Answer.Kind kind, String value) {
    return new Answer(List.of(kind), List.of(List.of(value)));
  }
}
