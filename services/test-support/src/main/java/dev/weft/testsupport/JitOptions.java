package dev.weft.testsupport;

import java.util.List;

/** JVM options for servers that share few cores and run for minutes. */
public final class JitOptions {
  /**
   * Delays the optimizing compiler, which competes with the engine for cores, but keeps it: without
   * it the digests of stored objects take thirty times as long.
   */
  public static final List<String> DELAYED_C2 =
      List.of(
          "-XX:Tier4InvocationThreshold=500000",
          "-XX:Tier4MinInvocationThreshold=100000",
          "-XX:Tier4CompileThreshold=1500000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private JitOptions() {}
}
