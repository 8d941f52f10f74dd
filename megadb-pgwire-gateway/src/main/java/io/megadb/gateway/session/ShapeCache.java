package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.planner.ShapedPlan;
import io.megadb.planner.parser.ConstantToken;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.TextShape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Plans of statements that a client sends again and again with other constants, by the text without
 * them: spares parsing and planning.
 *
 * <p>A text's second coming with the same frame is planned for all values at once, as far as the
 * plan does not depend on them; {@link ShapedPlan} says why nothing else may come of it than from
 * the text by itself. Holds only plans that do not depend on how much data there is. Confined to
 * one session.
 */
final class ShapeCache {
  /** An application has some dozens of such statements. */
  private static final int MAX_SHAPES = 64;

  /** Longer texts are rarely sent twice. */
  private static final int MAX_CHARACTERS = 4096;

  private enum Known {
    SEEN,
    /** Its plans cannot be shared. */
    REFUSED
  }

  /** What is known of texts with one frame: {@link Known}, or the constants that are open. */
  private final Map<String, Object> frames = new LeastRecentlyUsed<>(MAX_SHAPES);

  private final Map<Key, Shape> shapes = new LeastRecentlyUsed<>(MAX_SHAPES);
  private final SessionStatements statements;

  /** The text that was taken apart last: it is asked for twice in a row. */
  private String lastText = "";

  private TextShape lastShape;

  /**
   * @param open the constants that the plan does not depend on
   * @param fixed the others' characters
   */
  private record Key(String frame, BitSet open, List<String> fixed) {}

  private record Shape(Prepared prepared, ShapedPlan plan) {}

  ShapeCache(SessionStatements statements) {
    this.statements = statements;
  }

  /**
   * A statement whose plan is at hand and holds now.
   *
   * @return null if there is none
   */
  BoundStatement find(String sql) {
    TextShape text = shape(sql);
    if (text == null || !(frames.get(text.frame()) instanceof BitSet open)) {
      return null;
    }
    Key key = key(text, open);
    Shape shape = shapes.get(key);
    if (shape == null) {
      return null;
    }
    if (!statements.isPlanned(shape.prepared)) {
      shapes.remove(key);
      return null;
    }
    return bind(shape, text);
  }

  void clear() {
    frames.clear();
    shapes.clear();
  }

  private TextShape shape(String sql) {
    if (sql.length() > MAX_CHARACTERS || !statements.sharesPlans()) {
      return null;
    }
    if (!sql.equals(lastText)) {
      lastText = sql;
      lastShape = TextShape.of(sql);
    }
    return lastShape;
  }

  private static Key key(TextShape text, BitSet open) {
    List<ConstantToken> constants = text.constants();
    List<String> fixed = new ArrayList<>();
    for (int i = open.nextClearBit(0); i < constants.size(); i = open.nextClearBit(i + 1)) {
      fixed.add(constants.get(i).text());
    }
    return new Key(text.frame(), open, fixed);
  }

  private BoundStatement bind(Shape shape, TextShape text) {
    List<Object> parameters = shape.plan.bind(text.constants(), statements.evaluation());
    return parameters == null
        ? null
        : new BoundStatement(shape.prepared, shape.plan.plan(), parameters);
  }

  /**
   * Notes a statement that is about to run, and plans it for all values of its constants if its
   * like has come before.
   *
   * @param sql the whole text, of this statement only
   * @return null if the statement is to be planned by itself
   */
  BoundStatement learn(String sql, ParsedStatement statement) {
    TextShape text = shape(sql);
    if (text == null || !statements.hasPlan(statement)) {
      return null;
    }
    Object known = frames.get(text.frame());
    if (known == null) {
      frames.put(text.frame(), Known.SEEN);
      return null;
    }
    if (known == Known.REFUSED
        || known instanceof BitSet found && shapes.containsKey(key(text, found))) {
      return null; // a plan that is at hand does not hold for this text
    }
    Shape shape = plan(statement, text);
    if (shape == null) {
      frames.put(text.frame(), Known.REFUSED);
      return null;
    }
    BitSet open = shape.plan.open();
    frames.put(text.frame(), open);
    shapes.put(key(text, open), shape);
    return bind(shape, text);
  }

  private Shape plan(ParsedStatement statement, TextShape text) {
    try {
      Prepared prepared = new Prepared(statement, List.of(), text.frame());
      ShapedPlan plan = statements.shape(prepared, text.constants());
      return plan != null && prepared.isReusable() ? new Shape(prepared, plan) : null;
    } catch (MegaDbException e) {
      return null; // planned by itself, the statement has its own error, or none
    }
  }
}
