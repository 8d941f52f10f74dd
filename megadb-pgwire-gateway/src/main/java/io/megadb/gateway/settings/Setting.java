package io.megadb.gateway.settings;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.List;
import java.util.Locale;

/**
 * A setting and what may be put into it.
 *
 * @param name as SHOW ALL prints it, such as "DateStyle"; looked up without regard to case
 * @param kind how values are read
 * @param bootValue value of a session that sets nothing
 * @param allowed values of {@link Kind#ENUM}; least and greatest of {@link Kind#INTEGER}; on or off
 *     of a {@link Kind#BOOLEAN} that can have only this value here
 * @param reported a change is told to the client with ParameterStatus
 * @param description one line
 */
public record Setting(
    String name,
    Kind kind,
    String bootValue,
    List<String> allowed,
    boolean reported,
    String description) {

  /** How a value is read and normalised. */
  public enum Kind {
    BOOLEAN,
    INTEGER,
    /** Milliseconds; units us, ms, s, min, h, d are understood. */
    DURATION,
    /** Bytes; units B, kB, MB, GB, TB are understood. */
    SIZE,
    ENUM,
    STRING,
    /** A list of names. */
    NAMES,
    TIME_ZONE,
    DATE_STYLE,
    /** Cannot be changed by a session. */
    READ_ONLY
  }

  public Setting {
    allowed = List.copyOf(allowed);
  }

  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * The value as SHOW prints it.
   *
   * @throws MegaDbException 22023 if it is not a value of this setting, 55P02 if it is read only
   */
  public String normalise(String value) {
    return switch (kind) {
      case BOOLEAN -> SettingValues.bool(this, value);
      case INTEGER -> SettingValues.integer(this, value);
      case DURATION -> SettingValues.duration(this, value);
      case SIZE -> SettingValues.size(this, value);
      case ENUM -> SettingValues.oneOf(this, value);
      case STRING, NAMES -> value;
      case TIME_ZONE -> SettingValues.timeZone(this, value);
      case DATE_STYLE -> SettingValues.dateStyle(this, value);
      case READ_ONLY ->
          throw new MegaDbException(
              SqlState.CANT_CHANGE_RUNTIME_PARAM, "parameter \"" + name + "\" cannot be changed");
    };
  }
}
