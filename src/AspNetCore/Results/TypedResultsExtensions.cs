using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Results of endpoints that are references.</summary>
public static class TypedResultsExtensions
{
    extension(TypedResults)
    {
        /// <summary>
        /// Dumps a model when the result is executed and answers its reference: 201 with <c>Location</c> when that made the record, else 200; always with the
        /// version as <c>ETag</c>. A model that is as it was restored is not written again. <c>If-Match</c> and <c>If-None-Match: *</c> of the request are compared
        /// in the store, in one step with the write; where they do not hold the answer is 412. Works in endpoints and controllers.
        /// </summary>
        /// <typeparam name="T">The model.</typeparam>
        /// <param name="model">The instance.</param>
        /// <returns>The result.</returns>
        public static ReferenceHttpResult<T> Reference<T>(T model)
            where T : class => new(model, null);

        /// <summary>Like <see cref="Reference{T}(T)"/>, but stores the model under a given id, creating or replacing the record.</summary>
        /// <typeparam name="T">The model.</typeparam>
        /// <param name="model">An instance that is not bound to another record, such as one made of full data, or a copy made with <c>with</c>.</param>
        /// <param name="id">The id.</param>
        /// <returns>The result.</returns>
        public static ReferenceHttpResult<T> Reference<T>(T model, Guid id)
            where T : class => new(model, new StoreTarget(id));

        /// <summary>
        /// Like <see cref="Reference{T}(T)"/>, but stores the model in the record of another instance, which must still have the version it had when that instance
        /// was restored: otherwise the answer is 409, or 412 to a request with <c>If-Match</c>, and nothing is written.
        /// </summary>
        /// <typeparam name="T">The model.</typeparam>
        /// <param name="model">The new content, such as a copy made with <c>with</c>.</param>
        /// <param name="replaces">The instance that was bound from the request, or restored otherwise.</param>
        /// <returns>The result.</returns>
        /// <exception cref="ArgumentException"><paramref name="replaces"/> belongs to no record.</exception>
        public static ReferenceHttpResult<T> Reference<T>(T model, T replaces)
            where T : class
        {
            ArgumentNullException.ThrowIfNull(replaces);
            return new(model, StoreTarget.Of(replaces));
        }
    }
}
