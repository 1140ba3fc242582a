package dev.weft.client.dataset;

import java.util.List;

/**
 * The newest data sets.
 *
 * @param datasets newest first
 */
public record DatasetList(List<Dataset> datasets) {}
