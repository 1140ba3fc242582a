package dev.weft.fuzz;

/** Entry point for Jazzer; {@code --target_args} names the target. */
public final class Fuzzer {
  private static Oracle oracle;

  private Fuzzer() {}

  /** Called once. */
  public static void fuzzerInitialize(String[] args) {
    oracle = new Oracle(Targets.named(args[0]));
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    oracle.check(input);
  }
}
