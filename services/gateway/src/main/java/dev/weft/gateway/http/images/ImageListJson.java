package dev.weft.gateway.http.images;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of images. */
@Schema(name = "ImageList")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ImageListJson(
    @Schema(description = "newest first") List<ImageJson> images,
    @Schema(nullable = true, description = "cursor of the next page; null on the last")
        String next) {}
