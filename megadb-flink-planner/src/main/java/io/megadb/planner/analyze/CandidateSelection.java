package io.megadb.planner.analyze;

import io.megadb.function.CastSignature.Context;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** PostgreSQL's func_match_argtypes and func_select_candidate. */
final class CandidateSelection<T> {
  private final Coercion coercion;
  private final List<BaseType> actual;

  CandidateSelection(Coercion coercion, List<BaseType> actual) {
    this.coercion = coercion;
    this.actual = actual;
  }

  /** Nothing if none fits; several if it stays ambiguous. */
  List<Candidate<T>> select(List<Candidate<T>> candidates) {
    for (Candidate<T> candidate : candidates) {
      if (candidate.types().equals(actual)) {
        return List.of(candidate);
      }
    }
    List<Candidate<T>> fitting = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      if (fits(candidate.types(), actual)) {
        fitting.add(candidate);
      }
    }
    return fitting.size() <= 1 ? fitting : best(fitting);
  }

  /** As {@link #select}, but an unknown operand is first taken for the other one's type. */
  List<Candidate<T>> selectOperator(List<Candidate<T>> candidates) {
    if (actual.size() == 2) {
      BaseType left = actual.get(0);
      BaseType right = actual.get(1);
      BaseType same = unknown(left) ? right : unknown(right) ? left : null;
      if (same != null && !unknown(same)) {
        List<BaseType> assumed = List.of(same, same);
        for (Candidate<T> candidate : candidates) {
          if (candidate.types().equals(assumed)) {
            return List.of(candidate);
          }
        }
      }
    }
    return select(candidates);
  }

  private boolean fits(List<BaseType> declared, List<BaseType> types) {
    for (int i = 0; i < declared.size(); i++) {
      BaseType type = declared.get(i);
      if (!Polymorphism.isPolymorphic(type)
          && !coercion.can(types.get(i), type, Context.IMPLICIT)) {
        return false;
      }
    }
    return Polymorphism.consistent(declared, types);
  }

  private List<Candidate<T>> best(List<Candidate<T>> candidates) {
    List<Candidate<T>> remaining = most(candidates, this::exactMatches);
    if (remaining.size() == 1) {
      return remaining;
    }
    remaining = most(remaining, this::exactOrPreferredMatches);
    if (remaining.size() == 1 || actual.stream().noneMatch(CandidateSelection::unknown)) {
      return remaining;
    }
    List<Candidate<T>> byCategory = byCategory(remaining);
    if (byCategory.size() == 1) {
      return byCategory;
    }
    return assumingSameType(byCategory);
  }

  private int exactMatches(Candidate<T> candidate) {
    int matches = 0;
    for (int i = 0; i < actual.size(); i++) {
      if (!unknown(actual.get(i)) && actual.get(i).equals(candidate.types().get(i))) {
        matches++;
      }
    }
    return matches;
  }

  private int exactOrPreferredMatches(Candidate<T> candidate) {
    int matches = 0;
    for (int i = 0; i < actual.size(); i++) {
      BaseType declared = candidate.types().get(i);
      BaseType type = actual.get(i);
      if (!unknown(type)
          && (type.equals(declared)
              || declared.preferred() && declared.category() == type.category())) {
        matches++;
      }
    }
    return matches;
  }

  private List<Candidate<T>> most(
      List<Candidate<T>> candidates, ToIntFunction<Candidate<T>> count) {
    int best = -1;
    List<Candidate<T>> kept = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      int matches = count.applyAsInt(candidate);
      if (matches > best) {
        best = matches;
        kept.clear();
      }
      if (matches == best) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  /** Unknown arguments prefer strings, else the category all candidates agree on. */
  private List<Candidate<T>> byCategory(List<Candidate<T>> candidates) {
    TypeCategory[] categories = new TypeCategory[actual.size()];
    boolean[] preferred = new boolean[actual.size()];
    for (int i = 0; i < actual.size(); i++) {
      if (!unknown(actual.get(i))) {
        continue;
      }
      boolean conflict = false;
      for (Candidate<T> candidate : candidates) {
        BaseType type = candidate.types().get(i);
        if (categories[i] == null) {
          categories[i] = type.category();
          preferred[i] = type.preferred();
        } else if (type.category() == categories[i]) {
          preferred[i] |= type.preferred();
        } else if (type.category() == TypeCategory.STRING) {
          categories[i] = TypeCategory.STRING;
          preferred[i] = type.preferred();
        } else {
          conflict = true;
        }
      }
      if (conflict && categories[i] != TypeCategory.STRING) {
        return candidates;
      }
    }
    List<Candidate<T>> kept = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      boolean keep = true;
      for (int i = 0; i < actual.size() && keep; i++) {
        BaseType type = candidate.types().get(i);
        keep =
            categories[i] == null
                || type.category() == categories[i] && (!preferred[i] || type.preferred());
      }
      if (keep) {
        kept.add(candidate);
      }
    }
    return kept.isEmpty() ? candidates : kept;
  }

  private List<Candidate<T>> assumingSameType(List<Candidate<T>> candidates) {
    BaseType known = null;
    for (BaseType type : actual) {
      if (unknown(type)) {
        continue;
      }
      if (known != null && !known.equals(type)) {
        return candidates;
      }
      known = type;
    }
    if (known == null) {
      return candidates;
    }
    List<BaseType> assumed = new ArrayList<>();
    for (int i = 0; i < actual.size(); i++) {
      assumed.add(known);
    }
    List<Candidate<T>> kept = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      if (fits(candidate.types(), assumed)) {
        kept.add(candidate);
      }
    }
    return kept.size() == 1 ? kept : candidates;
  }

  private static boolean unknown(BaseType type) {
    return type.equals(PgTypes.UNKNOWN);
  }
}
