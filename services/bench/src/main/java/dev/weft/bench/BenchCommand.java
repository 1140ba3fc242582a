package dev.weft.bench;

import dev.weft.bench.decode.DecodeCommand;
import dev.weft.bench.engine.EngineCommand;
import dev.weft.bench.int8.Int8Command;
import dev.weft.bench.labeling.LabelingCommand;
import dev.weft.bench.overhead.OverheadCommand;
import dev.weft.bench.peer.PeerCommand;
import dev.weft.bench.pipeline.PipelineCommand;
import dev.weft.bench.queue.QueueCommand;
import dev.weft.bench.rollout.RolloutBenchCommand;
import dev.weft.bench.training.TrainingCommand;
import dev.weft.bench.verdict.VerdictCommand;
import dev.weft.console.CommandSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft bench}. */
@Command(
    name = "bench",
    description = {
      "Run benchmarks on this machine.",
      "Measures the whole pipeline, also beside programs of an afternoon and without the cost of a"
          + " network, decoding, engines, trainings, rollouts, latency under load, and the value of"
          + " labels requested by the label queue. Also simulates verdicts on versions."
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "missing benchmark: `weft bench pipeline`, `weft bench peer`, `weft bench overhead`, `weft"
            + " bench decode`, `weft bench engine`, `weft bench int8`, `weft bench training`, `weft"
            + " bench rollout`, `weft bench queue`, `weft bench labeling` or `weft bench verdict`");
  }

  /** Creates the command with its subcommands. */
  public static picocli.CommandLine create(CommandSession session) {
    return new picocli.CommandLine(new BenchCommand())
        .addSubcommand(new PipelineCommand(session))
        .addSubcommand(new PeerCommand(session))
        .addSubcommand(new OverheadCommand(session))
        .addSubcommand(new DecodeCommand(session))
        .addSubcommand(new EngineCommand(session))
        .addSubcommand(new Int8Command(session))
        .addSubcommand(new TrainingCommand(session))
        .addSubcommand(new RolloutBenchCommand(session))
        .addSubcommand(new QueueCommand(session))
        .addSubcommand(new LabelingCommand(session))
        .addSubcommand(new VerdictCommand(session));
  }
}
