package io.megadb.planner.analyze;

import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;

/** What anyelement and anyarray stand for in one call. */
record Polymorphism(List<BaseType> arguments, BaseType element) {

  static boolean isPolymorphic(BaseType type) {
    return type.equals(PgTypes.ANYELEMENT)
        || type.equals(PgTypes.ANYARRAY)
        || type.equals(PgTypes.ANY);
  }

  /** All polymorphic arguments agree on one element type. */
  static boolean consistent(List<BaseType> declared, List<BaseType> actual) {
    BaseType element = null;
    for (int i = 0; i < declared.size(); i++) {
      BaseType found = element(declared.get(i), actual.get(i));
      if (declared.get(i).equals(PgTypes.ANYARRAY)
          && found == null
          && !actual.get(i).equals(PgTypes.UNKNOWN)) {
        return false;
      }
      if (found != null) {
        if (element != null && !element.equals(found)) {
          return false;
        }
        element = found;
      }
    }
    return true;
  }

  /** Replaces polymorphic argument types by concrete ones. */
  static Polymorphism bind(List<BaseType> declared, List<BaseType> actual) {
    BaseType element = null;
    boolean polymorphic = false;
    for (int i = 0; i < declared.size(); i++) {
      BaseType found = element(declared.get(i), actual.get(i));
      element = element == null ? found : element;
      polymorphic |=
          declared.get(i).equals(PgTypes.ANYELEMENT) || declared.get(i).equals(PgTypes.ANYARRAY);
    }
    if (element == null && polymorphic) {
      element = PgTypes.TEXT;
    }
    List<BaseType> concrete = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      BaseType type = declared.get(i);
      if (type.equals(PgTypes.ANYELEMENT)) {
        concrete.add(element);
      } else if (type.equals(PgTypes.ANYARRAY)) {
        concrete.add(array(element, actual.get(i)));
      } else if (type.equals(PgTypes.ANY)) {
        concrete.add(actual.get(i).equals(PgTypes.UNKNOWN) ? PgTypes.TEXT : actual.get(i));
      } else {
        concrete.add(type);
      }
    }
    return new Polymorphism(concrete, element);
  }

  BaseType result(BaseType declared) {
    if (declared.equals(PgTypes.ANYELEMENT)) {
      return element;
    }
    return declared.equals(PgTypes.ANYARRAY) ? array(element, element) : declared;
  }

  private static BaseType array(BaseType element, BaseType fallback) {
    BaseType array = PgTypes.arrayOf(element);
    return array == null ? fallback : array;
  }

  private static BaseType element(BaseType declared, BaseType actual) {
    if (actual.equals(PgTypes.UNKNOWN)) {
      return null;
    }
    if (declared.equals(PgTypes.ANYELEMENT)) {
      return actual;
    }
    return declared.equals(PgTypes.ANYARRAY) && actual.isArray()
        ? PgTypes.byOid(actual.elementOid())
        : null;
  }
}
