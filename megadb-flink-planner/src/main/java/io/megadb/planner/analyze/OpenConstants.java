package io.megadb.planner.analyze;

import io.megadb.planner.ast.NumericConstant;
import io.megadb.planner.parser.ConstantToken;
import io.megadb.planner.relation.PgConstant;
import io.megadb.planner.relation.PgRexBuilder;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlLiteral;

/**
 * Constants of a statement that planning handles without knowing their values, so that the plan
 * holds for all values of the same kind.
 *
 * <p>Such a constant is a {@link PgConstant#open}, whose value nobody can ask for. Each type in
 * which it is needed is a slot. Confined to one planning.
 */
public final class OpenConstants {
  /**
   * @param constant which of the statement's constants
   * @param negated a minus sign belongs to it
   */
  private record Place(int constant, boolean negated) {}

  private final IdentityHashMap<SqlLiteral, Place> places = new IdentityHashMap<>();
  private final List<SlotReading> slots = new ArrayList<>();
  private final BitSet used = new BitSet();

  private OpenConstants() {}

  /** Every constant is known. */
  static OpenConstants none() {
    return new OpenConstants();
  }

  /**
   * Opens constants.
   *
   * @param nodes those of the statement's tree that may be open; a node is known by identity, so
   *     that constants of views and defaults are none of them
   * @param constants the statement's constants
   * @param known those that stay known all the same
   */
  public static OpenConstants of(
      List<SqlLiteral> nodes, List<ConstantToken> constants, BitSet known) {
    OpenConstants open = new OpenConstants();
    for (SqlLiteral node : nodes) {
      Place place = place(node, constants);
      if (place != null && !known.get(place.constant)) {
        open.places.put(node, place);
      }
    }
    return open;
  }

  private static Place place(SqlLiteral node, List<ConstantToken> constants) {
    boolean number = node instanceof NumericConstant;
    String text =
        node instanceof NumericConstant numeric ? numeric.text() : node.getValueAs(String.class);
    boolean negated = number && text.startsWith("-");
    int column = node.getParserPosition().getColumnNum();
    for (int i = 0; i < constants.size(); i++) {
      ConstantToken token = constants.get(i);
      if (token.column() >= column) {
        boolean same =
            number != (token.kind() == ConstantToken.Kind.STRING)
                && token.text().equals(negated ? text.substring(1) : text)
                && (negated || token.column() == column);
        return same ? new Place(i, negated) : null;
      }
    }
    return null;
  }

  /** The constants that analysis met; those it did not meet must stay as they are. */
  public BitSet used() {
    return (BitSet) used.clone();
  }

  /** What the plan's slots hold, by slot. */
  public List<SlotReading> slots() {
    return List.copyOf(slots);
  }

  /** The constant behind a slot. */
  public int constantOf(int slot) {
    return slots.get(slot).constant();
  }

  /** The open constant that a node is, or null. */
  RexNode of(SqlLiteral node, PgRexBuilder rex) {
    Place place = places.get(node);
    if (place == null) {
      return null;
    }
    used.set(place.constant);
    PgType type =
        node instanceof NumericConstant number
            ? NumberConstant.of(number.text()).type()
            : PgType.of(PgTypes.UNKNOWN);
    return open(new SlotReading(place.constant, place.negated, type, type), rex);
  }

  /**
   * The same constant read as another type.
   *
   * @param type for a number one that holds it in the same form
   */
  RexNode read(PgConstant open, PgType type, PgRexBuilder rex) {
    SlotReading known = slots.get(open.slot());
    return open(new SlotReading(known.constant(), known.negated(), known.written(), type), rex);
  }

  private RexNode open(SlotReading reading, PgRexBuilder rex) {
    int slot = slots.indexOf(reading);
    if (slot < 0) {
      slot = slots.size();
      slots.add(reading);
    }
    return rex.openConstant(slot, reading.type());
  }
}
