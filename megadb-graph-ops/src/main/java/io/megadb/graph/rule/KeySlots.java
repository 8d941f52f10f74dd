package io.megadb.graph.rule;

import static io.megadb.graph.rule.Quoting.name;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns in which the keys of several tables fit: each key column has the first free slot of its
 * type, other slots are null. Whole numbers of all sizes share slots, so do all texts.
 */
final class KeySlots {
  private final List<PgType> types = new ArrayList<>();

  /** The slots that a key uses, in its order; makes what is missing. */
  List<Integer> assign(List<PgType> key) {
    List<Integer> slots = new ArrayList<>();
    for (PgType column : key) {
      PgType type = slotType(column);
      int slot = 0;
      while (slot < types.size() && (slots.contains(slot) || !types.get(slot).equals(type))) {
        slot++;
      }
      if (slot == types.size()) {
        types.add(type);
      }
      slots.add(slot);
    }
    return slots;
  }

  int size() {
    return types.size();
  }

  /** A column as its slot holds it. */
  static String value(String column, PgType type) {
    PgType slot = slotType(type);
    return slot.equals(type) ? name(column) : "CAST(" + name(column) + " AS " + slot + ")";
  }

  /** An empty slot. */
  String empty(int slot) {
    return "CAST(NULL AS " + types.get(slot) + ")";
  }

  static PgType slotType(PgType type) {
    if (type.is(PgTypes.INT2) || type.is(PgTypes.INT4) || type.is(PgTypes.INT8)) {
      return PgType.of(PgTypes.INT8);
    }
    if (type.is(PgTypes.TEXT) || type.is(PgTypes.VARCHAR)) {
      return PgType.of(PgTypes.TEXT);
    }
    return type;
  }
}
