package io.megadb.oltp.state;

import io.megadb.oltp.OltpException;

/** What to do when the view has no space for a record that is already in the log. */
public interface SpaceWait {

  /** Does not wait: the failure goes to the caller. */
  SpaceWait NEVER =
      new SpaceWait() {
        @Override
        public void await(OltpException full) {
          throw full;
        }

        @Override
        public void returned() {}
      };

  /** Waits a moment before the next try, or throws to give up. */
  void await(OltpException full);

  /** A try succeeded after waiting. */
  void returned();
}
