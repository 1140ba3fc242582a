package dev.weft.chaos.upgrade;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A change of all services from one release to another.
 *
 * @param name {@code upgrade} or {@code downgrade}
 * @param from the release that runs before
 * @param to the release that runs after
 * @param steps the processes to replace, one step after the other; those of one step are all
 *     stopped before the first of them is started
 * @param gatewaySettings additional settings of the gateways after the change
 */
record Change(
    String name, Release from, Release to, List<List<String>> steps, List<String> gatewaySettings) {

  /** The documented order of an upgrade. */
  private static final List<String> SERVICES =
      List.of("rollout", "trainer", "classifier", "gateway");

  Change {
    steps = List.copyOf(steps);
    gatewaySettings = List.copyOf(gatewaySettings);
  }

  /**
   * Returns the upgrade in the documented order.
   *
   * @param processes names of the cluster's processes
   * @param together services whose replicas are stopped together; the others are replaced one
   *     replica at a time
   */
  static Change upgrade(
      Release from, Release to, Collection<String> processes, Set<String> together) {
    return new Change("upgrade", from, to, steps(SERVICES, processes, together), List.of());
  }

  /** Returns the downgrade: the services of an upgrade in the reverse order. */
  static Change downgrade(
      Release from,
      Release to,
      Collection<String> processes,
      Set<String> together,
      List<String> gatewaySettings) {
    List<String> services = new ArrayList<>(SERVICES);
    Collections.reverse(services);
    return new Change("downgrade", from, to, steps(services, processes, together), gatewaySettings);
  }

  /**
   * Returns the change that undoes this one after it was refused.
   *
   * @param replaced the processes that were replaced
   */
  Change undone(Collection<String> replaced) {
    List<List<String>> back = new ArrayList<>(steps);
    back.removeIf(step -> !replaced.containsAll(step));
    Collections.reverse(back);
    return new Change(name + " undone", to, from, back, List.of());
  }

  private static List<List<String>> steps(
      List<String> services, Collection<String> processes, Set<String> together) {
    List<List<String>> steps = new ArrayList<>();
    for (String service : services) {
      List<String> replicas =
          processes.stream().filter(name -> isOf(service, name)).sorted().toList();
      if (together.contains(service)) {
        steps.add(replicas);
      } else {
        replicas.forEach(replica -> steps.add(List.of(replica)));
      }
    }
    steps.removeIf(List::isEmpty);
    return steps;
  }

  private static boolean isOf(String service, String process) {
    return process.startsWith(service + "-");
  }

  /** Returns the additional settings of a process after the change. */
  List<String> settings(String process) {
    return isOf("gateway", process) ? gatewaySettings : List.of();
  }
}
