package dev.weft.gateway.views.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.image.ImageErased;
import dev.weft.gateway.Events;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.RetryingViews;
import dev.weft.gateway.views.ViewRetry;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.ViewMerge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterViewsTest {

  @Test
  void slicesOfSeveralPartitionsAreOneList() {
    ViewSlice one = slice(0, false, "a", 5, "b", 2);
    ViewSlice other = slice(1, true, "c", 4, "d", 3);

    ViewSlice all = ViewSlice.merge(List.of(one, other), 3);

    assertThat(all.images().stream().map(ImageView::imageId)).containsExactly("a", "c", "d");
    assertThat(all.partitions()).containsExactlyInAnyOrder(0, 1);
    assertThat(all.next()).isNotNull();
  }

  @Test
  void theLastPageHasNoNext() {
    assertThat(ViewSlice.merge(List.of(slice(0, false, "a", 1, "b", 2)), 2).next()).isNull();
  }

  @Test
  void aQueryIsAskedAgainUntilThePartitionHasAnOwner() {
    List<String> asked = new ArrayList<>();
    ImageQueries moving =
        new ImageQueries() {
          @Override
          public Optional<ImageView> get(String imageId) {
            asked.add(imageId);
            if (asked.size() < 3) {
              throw new ViewsUnavailableException("moving");
            }
            return Optional.empty();
          }

          @Override
          public Optional<ImageErased> erasure(String imageId) {
            return Optional.empty();
          }

          @Override
          public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
            throw new ViewsUnavailableException("moving");
          }
        };

    assertThat(new RetryingViews(moving, new ViewRetry(Duration.ofSeconds(10))).get("a")).isEmpty();
    assertThat(asked).hasSize(3);
    RetryingViews impatient = new RetryingViews(moving, new ViewRetry(Duration.ofMillis(60)));
    assertThatThrownBy(() -> impatient.list(new ImageFilter.All(), null, 1))
        .isInstanceOf(ViewsUnavailableException.class);
  }

  private static ViewSlice slice(
      int partition, boolean more, String id1, int second1, String id2, int second2) {
    return new ViewSlice(Set.of(partition), List.of(view(id1, second1), view(id2, second2)), more);
  }

  private static ImageView view(String id, int second) {
    return ViewMerge.of(Events.uploaded(id, second)).orElseThrow();
  }
}
