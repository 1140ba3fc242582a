package dev.weft.fuzz;

/** Code that reads untrusted bytes. */
interface Target {

  /**
   * Reads one input. Returns for results and for documented refusals; any exception is a finding.
   */
  void read(byte[] input) throws Exception;
}
