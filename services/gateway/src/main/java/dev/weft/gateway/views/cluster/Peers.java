package dev.weft.gateway.views.cluster;

import dev.weft.events.image.ImageErased;
import dev.weft.gateway.views.ImageCount;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.gateway.views.streams.LocalViews;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;

/** Queries another replica about the partitions that it owns. */
public interface Peers {

  /** {@link ImageQueries#get} on that replica. */
  Optional<ImageView> get(HostInfo peer, String imageId);

  /** {@link ImageQueries#erasure} on that replica. */
  Optional<ImageErased> erasure(HostInfo peer, String imageId);

  /** {@link ImageQueries#list} on that replica. */
  ViewSlice list(HostInfo peer, ImageFilter filter, PagePosition after, int limit);

  /** {@link LocalViews#count} on that replica. */
  ImageCount count(HostInfo peer, ImageState state);
}
