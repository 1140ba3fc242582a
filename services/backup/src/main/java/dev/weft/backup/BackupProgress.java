package dev.weft.backup;

/** Receives the progress of a backup or restoration. */
@FunctionalInterface
public interface BackupProgress {

  /**
   * Reports progress; called often.
   *
   * @param done number of records or objects so far
   * @param total number of all; 0 if unknown
   * @param what a few words, such as the topic
   */
  void update(long done, long total, String what);
}
