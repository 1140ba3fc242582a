package dev.weft.gateway.labels;

import dev.weft.gateway.cache.ExpiringValue;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.gateway.views.ViewRetry;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.LocalViews;
import java.time.Duration;

/**
 * Label counts and rankings over all replicas. Responses are cached briefly, so that the cost does
 * not depend on the number of clients. Every method blocks and throws a {@link
 * dev.weft.gateway.views.ViewsUnavailableException} while a partition has no owner. Thread-safe.
 */
public final class Labels {

  /** Internal endpoint with the ranking of a replica's partitions. */
  public static final String RANKING_PATH = "/internal/labels/ranking";

  /** Internal endpoint with the label counts of a replica's partitions. */
  public static final String COUNTS_PATH = "/internal/labels/counts";

  /** Maximum number of images in a ranking for each kind of selection. */
  public static final int MAX_RANKED = 200;

  private static final Duration RANKING_AGE = Duration.ofSeconds(1);

  private final ClusterViews views;
  private final LocalViews local;
  private final LocalRanking ranking;
  private final HttpPeers peers;
  private final int considered;
  private final ExpiringValue<Ranking> best;
  private final ExpiringValue<LabelCounts> counts;

  /**
   * @param ranking of this replica's partitions
   * @param considered number of recent classified images that are ranked, over all partitions: an
   *     equal share of each, rounded up
   * @param countAge maximum age of counts
   */
  public Labels(
      ClusterViews views,
      LocalRanking ranking,
      HttpPeers peers,
      ViewRetry retry,
      int considered,
      Duration countAge) {
    if (considered < 1) {
      throw new IllegalArgumentException(
          "at least one image must be considered, but the number is " + considered);
    }
    this.views = views;
    this.local = ranking.local();
    this.ranking = ranking;
    this.peers = peers;
    this.considered = considered;
    this.best = new ExpiringValue<>(RANKING_AGE, () -> retry.retried(this::rank));
    this.counts = new ExpiringValue<>(countAge, () -> retry.retried(this::count));
  }

  /** The first {@link #MAX_RANKED} images of each kind of selection; cached for a second. */
  public Ranking best() {
    return best.get();
  }

  /** Number of images by label. */
  public LabelCounts counts() {
    return counts.get();
  }

  private Ranking rank() {
    int each = 1 + (considered - 1) / views.partitions();
    String path = RANKING_PATH + "?each=" + each;
    Ranking all =
        Ranking.merge(
            views.gather(
                () -> ranking.best(each, MAX_RANKED),
                peer -> peers.require(peer, path, Ranking.class)),
            MAX_RANKED);
    views.requireAll(all.partitions());
    return all;
  }

  private LabelCounts count() {
    LabelCounts all =
        LabelCounts.sum(
            views.gather(
                local::labels, peer -> peers.require(peer, COUNTS_PATH, LabelCounts.class)));
    views.requireAll(all.partitions());
    return all;
  }
}
