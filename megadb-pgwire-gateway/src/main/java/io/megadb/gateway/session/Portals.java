package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.HashMap;
import java.util.Map;

/** Open portals by name; "" is the unnamed one. Confined to the session. */
final class Portals {
  /** Bound on what a client can make the server remember. */
  private static final int MAX = 10_000;

  private final Map<String, Portal> byName = new HashMap<>();

  /** The portal whose statement runs now, or null. */
  private Portal active;

  /** The portal or null. */
  Portal find(String name) {
    return byName.get(name);
  }

  /**
   * The portal.
   *
   * @throws MegaDbException 34000 if there is none
   */
  Portal get(String name) {
    Portal portal = byName.get(name);
    if (portal == null) {
      throw new MegaDbException(
          SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
    }
    return portal;
  }

  /**
   * Refuses a name that is taken, and one portal too many.
   *
   * @throws MegaDbException 42P03, 54000
   */
  void requireFree(String name) {
    if (!name.isEmpty() && byName.containsKey(name)) {
      throw new MegaDbException(
          SqlState.DUPLICATE_CURSOR, "portal \"" + name + "\" already exists");
    }
    if (byName.size() >= MAX) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "session has " + MAX + " open portals");
    }
  }

  /** Opens a portal; closes the one of that name before. */
  void put(String name, Portal portal) {
    drop(name);
    byName.put(name, portal);
  }

  /** Closes a portal, if there is one of that name. */
  void drop(String name) {
    Portal portal = byName.remove(name);
    if (portal != null) {
      portal.close();
    }
  }

  /** An Execute of this portal is under way; null for none. */
  void activate(Portal portal) {
    active = portal;
  }

  boolean isActive(Portal portal) {
    return active == portal;
  }

  /** Stops what the portals run; they stay known. */
  void stopAll() {
    active = null;
    byName.values().forEach(Portal::close);
  }

  /** Closes all portals but the one whose statement asks for it. */
  void dropAllButActive() {
    byName
        .values()
        .removeIf(
            portal -> {
              if (isActive(portal)) {
                return false;
              }
              portal.close();
              return true;
            });
  }

  void dropAll() {
    stopAll();
    byName.clear();
  }
}
