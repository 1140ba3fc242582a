package dev.weft.client.image;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * A page of images.
 *
 * @param images newest first
 * @param next cursor of the next page; null on the last
 */
public record ImageList(List<Image> images, @SentAsNull String next) {}
