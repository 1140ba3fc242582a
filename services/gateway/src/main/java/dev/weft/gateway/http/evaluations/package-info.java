/** How versions answered held-out images, as the interface says it. */
package dev.weft.gateway.http.evaluations;
