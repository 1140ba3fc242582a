/** Named data sets over HTTP. */
package dev.weft.gateway.http.datasets;
