package dev.weft.chaos.nemesis;

import dev.weft.chaos.cluster.ClusterLayout;
import dev.weft.chaos.cluster.Impairment;
import dev.weft.chaos.cluster.Link;
import dev.weft.chaos.nemesis.Victim.Named;
import dev.weft.events.catalog.ConsumerGroups;
import dev.weft.events.catalog.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The faults of a run, in order. The same seed, length and layout give the same sequence on every
 * machine; faults that a machine cannot inject are skipped when they are due, without affecting
 * others.
 *
 * <p>Kinds are drawn like cards from a shuffled deck: every kind occurs before one occurs more
 * often than its share. Two faults may overlap, but not on the same process, and only one of all
 * brokers and the store is affected at a time, since with two of three brokers down nothing is left
 * to test.
 */
public final class Sequence {
  private static final int LEAST_GAP_SECONDS = 2;
  private static final int MOST_GAP_SECONDS = 14;
  private static final int PARTITIONS = 4;

  private final Random random;
  private final ClusterLayout layout;
  private final Duration length;
  private final Set<Kind> kinds;
  private final List<Appointment> sequence = new ArrayList<>();
  private final Deque<Card> deck = new ArrayDeque<>();

  private Sequence(long seed, Duration length, ClusterLayout layout, Set<Kind> kinds) {
    this.random = new Random(seed);
    this.layout = layout;
    this.length = length;
    this.kinds = kinds;
  }

  /**
   * Draws the faults of a run.
   *
   * @param length the length of the run; all faults end before
   * @param kinds the kinds that may occur, at least one
   */
  public static List<Appointment> of(
      long seed, Duration length, ClusterLayout layout, Set<Kind> kinds) {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("specify at least one kind of fault");
    }
    return new Sequence(seed, length, layout, kinds).deal();
  }

  private List<Appointment> deal() {
    Duration now = seconds(LEAST_GAP_SECONDS, MOST_GAP_SECONDS);
    while (now.compareTo(length) < 0) {
      Card card = next();
      Duration lasts = seconds(card.kind().least, card.kind().most);
      Fault fault = card.fault();
      Duration begins = later(now, whenFree(fault));
      Appointment made = new Appointment(begins, lasts, fault);
      if (made.end().compareTo(length) > 0) {
        break;
      }
      sequence.add(made);
      now = begins.plus(seconds(LEAST_GAP_SECONDS, MOST_GAP_SECONDS));
    }
    return List.copyOf(sequence);
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private Duration seconds(int least, int most) {
    return Duration.ofSeconds(least + random.nextInt(most - least + 1));
  }

  /** Returns when no other fault affects the same processes any more. */
  private Duration whenFree(Fault fault) {
    return sequence.stream()
        .filter(made -> isSame(made.fault(), fault))
        .map(Appointment::end)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private boolean isSame(Fault one, Fault other) {
    return hits(one).stream().anyMatch(hits(other)::contains);
  }

  /** Resources that a fault occupies; all brokers and the store are one. */
  private List<String> hits(Fault fault) {
    if (fault instanceof Fault.Impair impair) {
      boolean all = impair.link().client().startsWith("broker");
      return List.of(all ? "foundation" : impair.link().toString());
    }
    boolean service = layout.serviceNames().contains(fault.target());
    return List.of(service ? fault.target() : "foundation");
  }

  private Card next() {
    if (deck.isEmpty()) {
      List<Card> cards = new ArrayList<>();
      kinds.stream().sorted().forEach(kind -> cards.addAll(cards(kind)));
      Collections.shuffle(cards, random);
      deck.addAll(cards);
    }
    return deck.pop();
  }

  private List<Card> cards(Kind kind) {
    switch (kind) {
      case KILL:
        return times(kind, 4, () -> new Fault.Kill(anyProcess()));
      case PAUSE:
        return times(kind, 3, () -> new Fault.Pause(anyProcess()));
      case DUTY:
        return Stream.of(leader(), group(), transactions(), (Victim) new Victim.QuorumLeader())
            .map(victim -> new Card(kind, () -> new Fault.Kill(victim)))
            .toList();
      case NETWORK:
        return Arrays.stream(Impairment.values())
            .map(how -> new Card(kind, () -> new Fault.Impair(anyLink(), how)))
            .toList();
      case CLOCK:
        return times(kind, 1, () -> new Fault.Jump(anyProcess(), anyJump()));
      case DISK:
        return times(kind, 1, () -> new Fault.FullDisk(one(withDisks(layout))));
      case TWIN:
        return times(kind, 1, () -> new Fault.Twin(one(layout.serviceNames())));
      default:
        throw new IllegalArgumentException("unknown kind of fault: " + kind);
    }
  }

  private static List<Card> times(Kind kind, int count, Dealt fault) {
    return Collections.nCopies(count, new Card(kind, fault));
  }

  /** Returns the processes whose disk can be filled. */
  public static List<String> withDisks(ClusterLayout layout) {
    List<String> names = new ArrayList<>(layout.brokerNames());
    names.add(ClusterLayout.STORE_NAME);
    names.addAll(layout.gatewayNames());
    return names;
  }

  private Victim leader() {
    return new Victim.Leader(Topics.IMAGES_UPLOADED, random.nextInt(PARTITIONS));
  }

  private Victim group() {
    return new Victim.GroupCoordinator(ConsumerGroups.CLASSIFIERS);
  }

  private Victim transactions() {
    int classifier = 1 + random.nextInt(layout.classifiers());
    return new Victim.TransactionCoordinator(
        ConsumerGroups.CLASSIFIERS + "-classifier-" + classifier);
  }

  /** Services are drawn twice as often as brokers and the store. */
  private Victim anyProcess() {
    List<String> names = new ArrayList<>(layout.brokerNames());
    names.add(ClusterLayout.STORE_NAME);
    return one(random.nextInt(3) < 2 ? layout.serviceNames() : names);
  }

  private Victim one(List<String> names) {
    return new Named(pick(names));
  }

  private String pick(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private Duration anyJump() {
    Duration hours = Duration.ofHours(1 + random.nextInt(11));
    return random.nextBoolean() ? hours : hours.negated();
  }

  private Link anyLink() {
    switch (random.nextInt(8)) {
      case 0:
        return new Link(Link.CLIENTS, pick(layout.gatewayNames()));
      case 1:
        return betweenTwo(layout.brokerNames());
      case 2:
        return layout.gateways() > 1
            ? betweenTwo(layout.gatewayNames())
            : new Link(Link.CLIENTS, pick(layout.gatewayNames()));
      case 3:
      case 4:
        return new Link(pick(layout.serviceNames()), ClusterLayout.STORE_NAME);
      default:
        return new Link(pick(layout.serviceNames()), pick(layout.brokerNames()));
    }
  }

  private Link betweenTwo(List<String> names) {
    String first = pick(names);
    List<String> others = names.stream().filter(name -> !name.equals(first)).toList();
    return new Link(first, pick(others));
  }

  /** Kinds of faults, with their shortest and longest duration in seconds. */
  public enum Kind {
    /** A kill of any process. */
    KILL(1, 10),
    /**
     * Longer than the groups' session timeout of 10 s, and mostly than the transaction timeout of
     * 15 s.
     */
    PAUSE(12, 30),
    /** A kill of the broker that has a certain duty. */
    DUTY(4, 15),
    /** An impairment of the link between two processes. */
    NETWORK(6, 25),
    /** A jump of a clock by hours. */
    CLOCK(10, 25),
    /** A full disk of a broker, the store or a gateway's views. */
    DISK(8, 20),
    /** Two processes with the same name. */
    TWIN(20, 35);

    private final int least;
    private final int most;

    Kind(int least, int most) {
      this.least = least;
      this.most = most;
    }
  }

  private record Card(Kind kind, Dealt dealt) {
    Fault fault() {
      return dealt.make();
    }
  }

  private interface Dealt {
    Fault make();
  }
}
