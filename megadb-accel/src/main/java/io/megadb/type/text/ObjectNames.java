package io.megadb.type.text;

/** A service of the gateway: names of catalog objects, for regclass, regproc and their like. */
public interface ObjectNames {
  /**
   * @param typeOid oid of regclass, regproc, regtype or regnamespace
   * @return the name as that type prints it, or null if there is no such object
   */
  String name(int typeOid, long objectOid);

  /** The oid of a name as written; an error of the kind "relation does not exist" if unknown. */
  long oid(int typeOid, String name);
}
