package dev.weft.chaos.nemesis;

import dev.weft.chaos.cluster.ClusterException;
import dev.weft.chaos.cluster.Impairment;
import dev.weft.chaos.cluster.Link;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A fault that is injected for a time. */
public sealed interface Fault {

  /** Kind of fault, such as {@code kill}. */
  String kind();

  /** Its target in the sequence. */
  String target();

  /** Details for people beyond kind and target; empty for none. */
  default String detail() {
    return "";
  }

  /**
   * Injects the fault.
   *
   * @return the actual target, and how to undo the fault
   * @throws SkippedException if it is not possible here or now
   */
  Ongoing begin(FaultScene scene);

  /**
   * A fault in progress.
   *
   * @param hit name of the affected process or link
   */
  record Ongoing(String hit, Runnable undo) {}

  /** The fault was not injected. */
  final class SkippedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SkippedException(String why) {
      super(why);
    }
  }

  private static String running(Victim victim, FaultScene scene) {
    try {
      String name = victim.resolve(scene);
      if (!scene.cluster().runs(name)) {
        throw new SkippedException(name + " is not running");
      }
      return name;
    } catch (Coordinators.NoBrokerException e) {
      throw new SkippedException(e.getMessage());
    }
  }

  /** Creates a fault on a process that the supervisor leaves alone in the meantime. */
  private static Ongoing held(
      String name, FaultScene scene, Consumer<String> begin, Consumer<String> undo) {
    if (!scene.supervisor().hold(name)) {
      throw new SkippedException(name + " is already affected by a fault");
    }
    try {
      begin.accept(name);
    } catch (ClusterException e) {
      scene.supervisor().release(name);
      throw e;
    }
    return new Ongoing(
        name,
        () -> {
          try {
            undo.accept(name);
          } finally {
            scene.supervisor().release(name);
          }
        });
  }

  /** SIGKILL; undone by a restart. */
  record Kill(Victim victim) implements Fault {
    public Kill {
      Objects.requireNonNull(victim, "victim");
    }

    @Override
    public String kind() {
      return "kill";
    }

    @Override
    public String target() {
      return victim.toString();
    }

    @Override
    public Ongoing begin(FaultScene scene) {
      String name = running(victim, scene);
      return held(name, scene, scene.cluster()::kill, scene.cluster()::start);
    }
  }

  /** SIGSTOP; undone by SIGCONT. */
  record Pause(Victim victim) implements Fault {
    public Pause {
      Objects.requireNonNull(victim, "victim");
    }

    @Override
    public String kind() {
      return "pause";
    }

    @Override
    public String target() {
      return victim.toString();
    }

    @Override
    public Ongoing begin(FaultScene scene) {
      String name = running(victim, scene);
      return held(name, scene, scene.cluster()::pause, scene.cluster()::resume);
    }
  }

  /** Impairment of the link between two processes. */
  record Impair(Link link, Impairment how) implements Fault {
    public Impair {
      Objects.requireNonNull(link, "link");
      Objects.requireNonNull(how, "how");
    }

    @Override
    public String kind() {
      return how.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String target() {
      return link.toString();
    }

    @Override
    public String detail() {
      return how.description();
    }

    @Override
    public Ongoing begin(FaultScene scene) {
      scene.network().impair(link, how);
      return new Ongoing(link.toString(), () -> scene.network().mend(link));
    }
  }

  /**
   * A jump of the clock, and back. A broker is restarted for it: Kafka's server measures timers by
   * the wall clock, and after a jump back waits for the length of the jump.
   */
  record Jump(Victim victim, Duration by) implements Fault {
    public Jump {
      Objects.requireNonNull(victim, "victim");
      Objects.requireNonNull(by, "by");
    }

    @Override
    public String kind() {
      return "clock";
    }

    @Override
    public String target() {
      return victim.toString();
    }

    @Override
    public String detail() {
      return "it jumps by %+d min".formatted(by.toMinutes());
    }

    @Override
    public Ongoing begin(FaultScene scene) {
      var clocks =
          required(
              scene.clocks(),
              "no process has a clock that can be set, which requires a C compiler");
      String name = running(victim, scene);
      if (!name.startsWith("broker")) {
        clocks.set(name, by);
        return new Ongoing(name, () -> clocks.set(name, Duration.ZERO));
      }
      return held(
          name,
          scene,
          broker -> clocks.set(broker, by),
          broker -> {
            scene.cluster().kill(broker);
            clocks.set(broker, Duration.ZERO);
            scene.cluster().start(broker);
          });
    }
  }

  /** A full disk. */
  record FullDisk(Victim victim) implements Fault {
    public FullDisk {
      Objects.requireNonNull(victim, "victim");
    }

    @Override
    public String kind() {
      return "disk-full";
    }

    @Override
    public String target() {
      return victim.toString();
    }

    @Override
    public Ongoing begin(FaultScene scene) {
      var disks = required(scene.disks(), "no process has its own disk, which requires root");
      String name = victim.resolve(scene);
      disks.fill(name);
      return new Ongoing(name, () -> disks.free(name));
    }
  }

  /** A second process with the name of a running one; undone by stopping it. */
  record Twin(Victim victim) implements Fault {
    public Twin {
      Objects.requireNonNull(victim, "victim");
    }

    @Override
    public String kind() {
      return "twin";
    }

    @Override
    public String target() {
      return victim.toString();
    }

    @Override
    public String detail() {
      return "a second process has its name";
    }

    @Override
    public Ongoing begin(FaultScene scene) {
      String name = running(victim, scene);
      scene.cluster().twin(name);
      String second = name + "-twin";
      return new Ongoing(
          name,
          () -> {
            if (scene.cluster().runs(second)) {
              scene.cluster().kill(second);
            }
          });
    }
  }

  private static <T> T required(Optional<T> what, String otherwise) {
    return what.orElseThrow(() -> new SkippedException(otherwise));
  }
}
