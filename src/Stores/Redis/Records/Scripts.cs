namespace Toast.Redis;

/// <summary>
/// What the server does in one step. A value is JSON with a head of fixed order and the data last, so that scripts read the head alone, however large the
/// data is. Times are microseconds since 1970, by the server's clock.
/// </summary>
internal static class Scripts
{
    /// <summary>How many bytes hold every head.</summary>
    public const int HeadLength = 320;

    public const int Saved = 1;
    public const int Conflict = 0;
    public const int NotFound = -1;
    public const int Corrupt = -2;

    public const int ArgumentsOfSave = 8;

    /// <summary>
    /// Writes one record for each key. Eight arguments each: rule (0 any, 1 exists, 2 missing, 3 version), expected version, expected created time or -1,
    /// by how much the version rises, write id, schema version, lifetime in microseconds or -1, data.
    /// </summary>
    public const string Save = Prelude + """
        local answers = {}
        for i = 1, #KEYS do
          local a = (i - 1) * 8
          local rule = ARGV[a + 1]
          local head, state = read(KEYS[i])
          local status = 1
          if state == 'corrupt' then
            status = -2
          elseif head and head.write_id == ARGV[a + 5] then
            answers[i] = { 1, head.version, head.created, head.updated, head.expires }
          elseif rule == '2' then
            if head then status = 0 end
          elseif rule ~= '0' and not head then
            status = -1
          elseif rule == '3' and (head.version ~= tonumber(ARGV[a + 2]) or (ARGV[a + 3] ~= '-1' and head.created ~= tonumber(ARGV[a + 3]))) then
            status = 0
          end
          if status ~= 1 then
            answers[i] = { status, head and head.version or 0, 0, 0, -1 }
          elseif not answers[i] then
            local version, created, updated, expires, lifetime = tonumber(ARGV[a + 4]), now, now, -1, tonumber(ARGV[a + 7])
            if head then
              version = version + head.version
              created = head.created
              if head.updated > updated then updated = head.updated end
            end
            if lifetime >= 0 then expires = now + lifetime end
            local value = string.format('{"version":%.0f,"schema_version":%s,"created":%.0f,"updated":%.0f,"expires":%s,"write_id":"%s","data":',
              version, ARGV[a + 6], created, updated, expires < 0 and 'null' or string.format('%.0f', expires), ARGV[a + 5]) .. ARGV[a + 8] .. '}'
            if expires < 0 then
              redis.call('SET', KEYS[i], value)
            else
              redis.call('SET', KEYS[i], value, 'PX', string.format('%.0f', math.ceil(lifetime / 1000)))
            end
            answers[i] = { 1, version, created, updated, expires }
          end
        end
        return answers
        """;

    /// <summary>Deletes one record. Arguments: rule (0 any, 3 version), expected version, expected created time or -1.</summary>
    public const string Delete = Prelude + """
        local head, state = read(KEYS[1])
        if state == 'missing' then
          return { -1, 0 }
        end
        if ARGV[1] ~= '0' then
          if state == 'corrupt' then
            return { -2, 0 }
          end
          if ARGV[1] == '2' or (ARGV[1] == '3' and (head.version ~= tonumber(ARGV[2]) or (ARGV[3] ~= '-1' and head.created ~= tonumber(ARGV[3])))) then
            return { 0, head.version }
          end
        end
        redis.call('DEL', KEYS[1])
        return { 1, head and head.version or 0 }
        """;

    /// <summary>Stores a value as it is. Arguments: when it expires or -1, the value.</summary>
    public const string Store = Prelude + """
        local expires = tonumber(ARGV[1])
        if expires < 0 then
          redis.call('SET', KEYS[1], ARGV[2])
        elseif expires > now then
          redis.call('SET', KEYS[1], ARGV[2], 'PX', string.format('%.0f', math.ceil((expires - now) / 1000)))
        else
          redis.call('DEL', KEYS[1])
        end
        return 1
        """;

    private const string Prelude = """
        if redis.replicate_commands then redis.replicate_commands() end
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local function read(key)
          local ok, text = pcall(redis.call, 'GETRANGE', key, 0, 319)
          if not ok or type(text) == 'table' then return nil, 'corrupt' end
          if text == '' then
            if redis.call('EXISTS', key) == 1 then return nil, 'corrupt' end
            return nil, 'missing'
          end
          local version, created, updated, expires, write_id = string.match(text,
            '^{"version":(%d+),"schema_version":%d+,"created":(%d+),"updated":(%d+),"expires":(%w+),"write_id":"([%x%-]+)","data":')
          if not version then return nil, 'corrupt' end
          local head = { version = tonumber(version), created = tonumber(created), updated = tonumber(updated), expires = tonumber(expires) or -1, write_id = write_id }
          if head.expires >= 0 and head.expires <= now then return nil, 'missing' end
          return head, 'live'
        end

        """;
}
