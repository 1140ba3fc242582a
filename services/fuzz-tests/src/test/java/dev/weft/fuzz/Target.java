package dev.weft.fuzz;

/** Something that reads bytes of strangers. */
interface Target {

  /**
   * Reads one input. Answers and documented refusals are both fine and return; whatever is thrown
   * is a finding.
   */
  void read(byte[] input) throws Exception;
}
