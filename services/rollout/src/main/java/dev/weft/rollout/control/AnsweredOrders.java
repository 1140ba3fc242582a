package dev.weft.rollout.control;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Ids of the orders that were carried out recently, to deduplicate orders that are sent twice. */
final class AnsweredOrders {
  private static final int MOST = 10_000;

  private final Set<String> orders = new LinkedHashSet<>();

  void addAll(Collection<String> ids) {
    ids.forEach(this::add);
  }

  void add(String id) {
    orders.add(id);
    if (orders.size() > MOST) {
      orders.remove(orders.iterator().next());
    }
  }

  boolean contains(String id) {
    return orders.contains(id);
  }
}
