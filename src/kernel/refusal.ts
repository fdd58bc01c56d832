/** Every way the system may say no: one row holds the code, the HTTP status and the words shown. */
export const REFUSALS = {
  fault: { status: 500, zh: '系统出现意外错误，已记录', en: 'An unexpected fault; it has been logged' },
  csrf: {
    status: 403,
    zh: '页面已过期或请求来自其他网站，请刷新后重试',
    en: 'The page has expired or the request came from another site',
  },
  'not-signed-in': { status: 401, zh: '请先登录', en: 'Please sign in' },
  'sign-in.failed': { status: 401, zh: '账号或密码不正确', en: 'The account or the password is not right' },
  'sign-in.code-needed': { status: 401, zh: '请输入动态口令', en: 'Enter the code of your second factor' },
  'sign-in.code-wrong': { status: 401, zh: '动态口令不正确或已用过', en: 'The code is wrong or was used before' },
  'sign-in.locked': {
    status: 429,
    zh: '登录失败次数过多，请稍后再试',
    en: 'Too many failed attempts; try again later',
  },
  'second-factor.in-force': {
    status: 409,
    zh: '动态口令已启用，更换请联系安全管理员重置',
    en: 'A second factor is in force; ask a security administrator to reset it',
  },
  'second-factor.none': { status: 409, zh: '尚未启用动态口令', en: 'No second factor is enrolled' },
  'demo.shared-account': {
    status: 409,
    zh: '演示账号由大家共用，不能修改',
    en: 'A demo account is shared and cannot be changed',
  },
  'session.withheld': {
    status: 403,
    zh: '请先修改初始密码或完成动态口令验证',
    en: 'Change the initial password or show your second factor first',
  },
  'people.self': { status: 409, zh: '不能对本人进行此操作', en: 'Not on yourself' },
  'people.administrators-apart': {
    status: 409,
    zh: '系统、安全、审计管理员须由不同人员担任，且不得兼任业务角色',
    en: 'The three administrators are different people and hold no other role',
  },
  'people.role-not-held-here': {
    status: 409,
    zh: '此类机构不设该角色',
    en: 'An organisation of this kind has no such role',
  },
  'people.already-granted': { status: 409, zh: '该角色已授予', en: 'The role is already granted' },
  'single-sign-on.refused': { status: 403, zh: '统一身份认证未通过', en: 'Single sign-on was refused' },
  'single-sign-on.away': { status: 503, zh: '统一身份认证暂时无法连接', en: 'The sign-on provider cannot be reached' },
  'single-sign-on.unknown': {
    status: 403,
    zh: '您的统一身份认证账号尚未关联本平台人员，请联系安全管理员开通账号',
    en: 'Nobody here has this account; ask a security administrator to open one',
  },
  'not-permitted': { status: 403, zh: '您没有此操作的权限', en: 'You are not permitted to do this' },
  'not-found': { status: 404, zh: '未找到', en: 'Not found' },
  conflict: { status: 409, zh: '内容已被他人更改，请刷新后重试', en: 'Changed by someone else; please reload' },
  'input.invalid': { status: 422, zh: '填写内容有误，请按提示修改', en: 'Some entries need correction' },
  'input.too-large': { status: 413, zh: '内容或文件过大', en: 'The content or file is too large' },
  'list.too-long': {
    status: 422,
    zh: '符合条件的超过10000行，请加筛选条件后再导出',
    en: 'More than 10,000 rows; please narrow the list first',
  },
  'too-many-requests': { status: 429, zh: '操作过于频繁，请稍后再试', en: 'Too many requests; please wait a moment' },
  'file.type-not-allowed': { status: 422, zh: '不支持此类文件', en: 'This type of file is not accepted' },
  'file.empty': { status: 422, zh: '文件为空', en: 'The file is empty' },
  'file.damaged': { status: 500, zh: '文件内容与存证不符', en: 'The file differs from its sealed hash' },
  'workbook.unreadable': { status: 422, zh: '无法读取此表格文件', en: 'The workbook cannot be read' },
  'cluster.not-one': { status: 409, zh: '该载体不是集聚区', en: 'This carrier is no cluster' },
  'carrier.material-change': {
    status: 409,
    zh: '面积、运营机构、经营方向和决策目标属于重大事项，请发起变更办件，经办理后生效',
    en: 'A material change: open a change case; it takes effect when the case is decided',
  },
  'mentor.not-recognised': {
    status: 409,
    zh: '该导师目前没有有效的认定',
    en: 'The mentor holds no recognition that is in force',
  },
  'entitlement.had': {
    status: 409,
    zh: '该项待遇在本期内已经享受过',
    en: 'This entitlement has been granted for this term already',
  },
  'entitlement.not-met': {
    status: 409,
    zh: '团队目前不符合享受该项待遇的条件',
    en: 'The team does not meet the conditions of this entitlement',
  },
  'entitlement.no-space': {
    status: 409,
    zh: '团队目前没有入驻载体，无法确定受理机关',
    en: 'The team stays with no space, so nobody is competent',
  },
  'transfer.open': { status: 409, zh: '该团队已有一次转移正在办理', en: 'A move of this team is under way' },
  'transfer.not-yours': { status: 403, zh: '这一步应由另一方办理', en: 'This step is for another party' },
  'transfer.wrong-state': { status: 409, zh: '该次转移目前不能进行此操作', en: 'Not possible for this move now' },
  'transfer.too-early': { status: 409, zh: '还未到转入日期', en: 'The day of the move has not come' },
  'mentor.not-here': {
    status: 409,
    zh: '该导师不在本载体当日的导师名录中',
    en: 'Not among the mentors of the space today',
  },
  'mentor.recognised': {
    status: 409,
    zh: '该导师依据这份文件的认定仍然有效',
    en: 'The mentor is recognised under this document already',
  },
  'mentoring.taken': { status: 409, zh: '该时间已被约走', en: 'That time is taken' },
  'mentoring.wrong-state': { status: 409, zh: '该次辅导目前不能进行此操作', en: 'Not possible for this session now' },
  'mentoring.begun': { status: 409, zh: '辅导已经开始', en: 'The session has begun' },
  'mentoring.not-begun': { status: 409, zh: '辅导尚未开始', en: 'The session has not begun' },
  'mentoring.confirmed': { status: 409, zh: '本方已经确认', en: 'This side has confirmed already' },
  'mentoring.not-your-side': { status: 403, zh: '应由另一方办理', en: 'It is for the other side to do' },
  'mentoring.nothing-to-settle': { status: 409, zh: '该月没有待结算的课时', en: 'No hours to settle in that month' },
  'team.confirmed': { status: 409, zh: '此项已经核实', en: 'Confirmed already' },
  'team.consent-given': {
    status: 409,
    zh: '已经同意该机构查看',
    en: 'This organisation has the team’s consent already',
  },
  'follow-up.no-consent': {
    status: 409,
    zh: '团队没有同意本机构在其离开后继续跟踪，或仍在本机构的载体入驻',
    en: 'The team has not agreed to be followed after it left, or has not left',
  },
  'follow-up.asked': { status: 409, zh: '该年度已经提醒过', en: 'Asked for that year already' },
  'record.overlaps': { status: 409, zh: '与已有记录的期间重叠', en: 'Overlaps the period of another record' },
  'record.taken': { status: 409, zh: '已有同样的记录', en: 'There is such a record already' },
  'record.by-deed': {
    status: 409,
    zh: '此类记录有专门的办理入口，不能在这里登记或更改',
    en: 'This kind of record is entered by a deed of its own',
  },
  'record.in-use': {
    status: 409,
    zh: '有其他记录引用此项，不能作废',
    en: 'Other records refer to it; it cannot be withdrawn',
  },
  'ledger.insufficient': { status: 409, zh: '余额不足，不能入账', en: 'The balance does not suffice' },
  'ledger.reversed': { status: 409, zh: '该笔账已经冲正', en: 'The transaction is already reversed' },
  'invitation.closed': {
    status: 410,
    zh: '链接已使用或已过期，请向发出邀请的单位索取新的链接',
    en: 'The link was used or has expired',
  },
  'admission.not-taken': { status: 409, zh: '该载体目前不受理入驻申请', en: 'The space takes no applications now' },
  'admission.already-open': {
    status: 409,
    zh: '该团队在此载体已有未办结的申请',
    en: 'An application of this team is under way here',
  },
  'admission.wrong-state': {
    status: 409,
    zh: '申请当前状态不能进行此操作',
    en: "Not possible in the application's present state",
  },
  'admission.not-scored': { status: 409, zh: '尚未评分，不能入选', en: 'Nobody has scored it yet' },
  'admission.blind': {
    status: 409,
    zh: '评分尚未对您公开：请先提交本人评分，或者等评分人到齐，再作出入选结果',
    en: 'The scores are not open to you yet: score first, or wait until all are in',
  },
  'admission.seen': {
    status: 409,
    zh: '您已经看到其他人的评分，不能再评分或者改分',
    en: 'You have seen what others scored: yours stands as it is',
  },
  'admission.not-next': {
    status: 409,
    zh: '候补名单中排在前面的申请，所需工位不多于本申请，请先通知前面的',
    en: 'Somebody who asks for no more desks stands before it on the waiting list',
  },
  'admission.no-place': {
    status: 409,
    zh: '60天内还没有足够的空闲工位',
    en: 'Not enough desks are free within 60 days',
  },
  'admission.below-pass': { status: 409, zh: '平均分低于遴选标准的入选分', en: 'The average is below the pass mark' },
  'criteria.changed': { status: 409, zh: '标准已换版，请按现行版本', en: 'The criteria have a newer edition' },
  'criteria.missing': { status: 409, zh: '请先发布该项标准(毕业或淘汰)', en: 'State the criteria first' },
  'residency.wrong-state': {
    status: 409,
    zh: '协议当前状态不能进行此操作',
    en: "Not possible in the agreement's present state",
  },
  'residency.already-drafted': { status: 409, zh: '已有一份协议正在签订', en: 'An agreement is already under way' },
  'tenancy.ended': { status: 409, zh: '入驻已经结束', en: 'The tenancy has ended' },
  'departure.already-noticed': { status: 409, zh: '已登记退出通知', en: 'Notice has been given' },
  'departure.notice-period': {
    status: 409,
    zh: '早于协议通知期所允许的最早退出日',
    en: 'Earlier than the notice period of the agreement allows',
  },
  'departure.desks-taken': {
    status: 409,
    zh: '退出后腾出的工位已由他人预订或入驻，不能撤回通知',
    en: 'The desks that became free have been taken',
  },
  'settlement.owed-first': {
    status: 409,
    zh: '尚有未付账单，押金和多收应先抵账单',
    en: 'What is owed comes before a refund',
  },
  'settlement.nothing': { status: 409, zh: '没有可以抵扣的款项', en: 'There is nothing to set off' },
  'departure.calendar-awaited': {
    status: 409,
    zh: '通知期跨入的年度，节假日安排尚未公布，补足多少还不能确定。公布后再完成退出；双方另有商定的，撤回通知后重新登记，写明提前的依据',
    en: 'The calendar of a year within the notice period is not published: what is to be made good is not certain yet. Complete it once it is published, or withdraw the notice and enter it anew with what both agreed',
  },
  'departure.too-early': { status: 409, zh: '最后一天未到，不能完成退出', en: 'The last day has not come' },
  'departure.unchecked': { status: 409, zh: '交接清单尚未全部完成', en: 'The check list is not through' },
  'departure.changed-since': {
    status: 409,
    zh: '最后一天早于现行条件的起始日，请先更正',
    en: 'The last day lies before the present terms',
  },
  'registration.wrong-state': {
    status: 409,
    zh: '登记当前状态不能进行此操作',
    en: "Not possible in the registration's present state",
  },
  'registration.no-address': {
    status: 409,
    zh: '载体没有登记地址，不能作为企业住所',
    en: 'The space has no address on record',
  },
  'registration.no-rule': {
    status: 409,
    zh: '当地没有按工位注册的规定，请向登记机关咨询',
    en: 'The territory has no rule for companies at a desk',
  },
  'registration.rule-expired': {
    status: 409,
    zh: '当地按工位注册的规定已过有效期',
    en: 'The rule of the territory has expired',
  },
  'registration.kind-not-allowed': {
    status: 409,
    zh: '当地的规定没有放开此种登记方式',
    en: 'The rule does not allow this way of registering',
  },
  'registration.cluster-refused': {
    status: 409,
    zh: '目前不能在该地址集群注册，原因逐条列出',
    en: 'Not possible in the cluster at this address; every reason is listed',
  },
  'registration.desk-full': {
    status: 409,
    zh: '该工位登记的企业已达上限',
    en: 'The desk carries as many licences as it may',
  },
  'registration.already-open': {
    status: 409,
    zh: '该工位上已有本团队的登记',
    en: 'The team is registered at this desk already',
  },
  'statement.overpaid': { status: 409, zh: '收款超过账单未付金额', en: 'More than is owed on the statement' },
  'deposit.insufficient': { status: 409, zh: '超过押金或多收的余额', en: 'More than the deposit or the credit' },
  'booking.refused': { status: 409, zh: '不能按此预订', en: 'This cannot be booked' },
  'booking.wrong-state': {
    status: 409,
    zh: '预订当前状态不能进行此操作',
    en: "Not possible in the booking's present state",
  },
  'booking.not-now': {
    status: 409,
    zh: '开始前15分钟至结束前可以签到',
    en: 'Check-in opens 15 minutes before the start and closes at the end',
  },
  'closure.bookings-in-the-way': {
    status: 409,
    zh: '该时段已有预订，请选择同时取消这些预订或另选时段',
    en: 'There are bookings in that time: cancel them with it, or choose another time',
  },
  'booking-credit.insufficient': { status: 409, zh: '积分余额不足', en: 'Not enough credits' },
  'organisation.uscc-taken': { status: 409, zh: '该统一社会信用代码已登记', en: 'This code is already registered' },
  'carrier.premises-ambiguous': {
    status: 409,
    zh: '载体有多处场地，请指明各处场地变更后的面积',
    en: 'The carrier has several premises; say the new area of each',
  },
  'calendar.invalid': { status: 422, zh: '工作日历有误', en: 'The working-day calendar is not valid' },
  'case.closed': { status: 409, zh: '办件已办结', en: 'The case is closed' },
  'case.wrong-step': { status: 409, zh: '当前环节不能进行此操作', en: 'Not possible at the present step' },
  'case.already-open': {
    status: 409,
    zh: '该载体已有同类办件正在办理',
    en: 'A case of this kind is already under way',
  },
  'case.not-eligible': {
    status: 409,
    zh: '载体不属于此办法的适用范围',
    en: 'The carrier is outside the scope of this document',
  },
  'case.barred': { status: 409, zh: '申请单位在限期内不予受理', en: 'The applicant is barred for a term' },
  'case.no-procedure': {
    status: 409,
    zh: '该政策文件没有这类程序',
    en: 'The document has no procedure of this kind',
  },
  'case.no-party': { status: 409, zh: '该载体没有登记运营机构', en: 'Nobody is known to run this carrier' },
  'sanction.not-served': { status: 409, zh: '尚未告知当事人', en: 'The party was not told yet' },
  'sanction.heavier': {
    status: 409,
    zh: '处理不得重于告知书所列，不得因陈述申辩加重',
    en: 'Not heavier than what the party was told',
  },
  'rectification.extended-once': { status: 409, zh: '整改只能延期一次', en: 'A rectification is extended once' },
  'appeal.not-yours': { status: 409, zh: '只有当事人可以申诉', en: 'Only the party may appeal' },
  'appeal.nothing': {
    status: 409,
    zh: '没有可以申诉的决定',
    en: 'There is no decision against you to appeal',
  },
  'appeal.too-late': { status: 409, zh: '申诉期限已过', en: 'The time to appeal is over' },
  'appeal.already': { status: 409, zh: '已对该决定提出过申诉', en: 'An appeal was already made' },
  'appeal.same-signer': {
    status: 409,
    zh: '签发原决定的人不能作出复核决定，应由他人签发',
    en: 'Who signed the decision does not decide the appeal',
  },
  'claim.no-amount': { status: 409, zh: '处理内容没有写明追回金额', en: 'No sum was named to be paid back' },
  'claim.over': { status: 409, zh: '超过尚存的数额', en: 'More than what is still owed' },
  'claim.cancelled': {
    status: 409,
    zh: '追回已撤销，原缴款只能退还',
    en: 'The claim was cancelled: what was paid is given back',
  },
  'credit.not-open': { status: 409, zh: '该信用记录不能申请修复', en: 'This entry cannot be repaired' },
  'credit.too-early': { status: 409, zh: '尚未到可以申请信用修复的日期', en: 'Too early to ask for repair' },
  'credit.same-person': {
    status: 409,
    zh: '审核修复申请的人不能签发修复决定，应由他人签发',
    en: 'Who checked the repair does not sign its decision',
  },
  'case.veto': { status: 409, zh: '存在一票否决情形，不能提交', en: 'A veto stands against the submission' },
  'case.body-missing': {
    status: 409,
    zh: '办理机构尚未在平台登记',
    en: 'A body that must handle the case is not registered',
  },
  'case.cannot-void': { status: 409, zh: '当前环节不能作废', en: 'The case cannot be voided now' },
  'form.not-open': {
    status: 409,
    zh: '申报书已提交，不能修改；您刚才填写的内容见返回信息',
    en: 'The form is submitted and closed to changes',
  },
  'form.changed': {
    status: 409,
    zh: '他人已修改同一内容，请核对后再保存',
    en: 'Someone else changed the same entries',
  },
  'pack.not-found': { status: 404, zh: '没有生效的政策文件', en: 'No such policy document in force' },
  'draft.wrong-state': {
    status: 409,
    zh: '草稿当前状态不能进行此操作',
    en: "Not possible in the draft's present state",
  },
  'draft.changed': {
    status: 409,
    zh: '他人已保存此文件，请核对两份内容后再保存',
    en: 'Someone else saved this file; compare both texts',
  },
  'draft.faulty': {
    status: 409,
    zh: '草稿还有错误，或示例的结果与预期不符，改正后再办理',
    en: 'The draft has errors or an example does not come out as written',
  },
  'draft.unchanged': { status: 409, zh: '草稿与底本没有差别', en: 'The draft does not differ from its base' },
  'draft.base-changed': {
    status: 409,
    zh: '底本已有新的版本，请核对差异并认可后再办理',
    en: 'The base has a newer version; compare and take note of it first',
  },
  'draft.own': {
    status: 409,
    zh: '起草、修改或送审的人不能批准，须由另一人批准',
    en: 'Whoever wrote or sent a draft does not approve it',
  },
  'draft.overtaken': {
    status: 409,
    zh: '同一政策的另一版本刚刚发布，本草稿没有发布',
    en: 'Another version of this policy was published just now',
  },
  'draft.begun': {
    status: 409,
    zh: '这一版本已经施行或没有发布，不能收回；已施行的只能再修订、再发布',
    en: 'This version has begun or was not published; what has begun is only amended',
  },
  'draft.followed': {
    status: 409,
    zh: '它之后还发布了别的版本，请先收回后面的',
    en: 'Another version was published after it; recall that one first',
  },
  'draft.invalid': { status: 422, zh: '填写内容有误，请按提示修改', en: 'Some entries need correction' },
  'round.closed': { status: 409, zh: '不在受理时间内', en: 'Outside the time of intake' },
  'round.overlaps': {
    status: 409,
    zh: '同一事项同一时间只能有一个批次；评价批次的单位互不重叠的除外',
    en: 'A procedure has one round at a time, unless no unit could be in both',
  },
  'round.invalid': { status: 422, zh: '批次时间有误', en: 'The moments of the round are not valid' },
  'evaluation.by-round': {
    status: 409,
    zh: '评价由主管部门按轮发起，名单内的单位会自动收到待办',
    en: 'Evaluations are opened by their round for everyone on its list',
  },
  'evaluation.unfinished': {
    status: 409,
    zh: '包含相同单位的上一轮评价还有办件没有办结',
    en: 'Cases of an earlier round for the same units are still open',
  },
  'evaluation.closed': { status: 409, zh: '本轮缺席名单已经认定', en: 'Absences of this round are established' },
  'evaluation.still-open': {
    status: 409,
    zh: '还没有到截止时间，或者还有单位在宽限期内',
    en: 'The round, or the grace of a unit, is not over',
  },
  'evaluation.handed-in': { status: 409, zh: '该单位已经提交或已办结', en: 'The unit has handed in already' },
  'evaluation.graded': {
    status: 409,
    zh: '等次已经提请审定，不能再修改参数',
    en: 'Grades were put forward; parameters are fixed',
  },
  'evaluation.visit-open': {
    status: 409,
    zh: '抽中现场核查的单位还没有核查完毕',
    en: 'A unit that was drawn has not been visited yet',
  },
  'grading.none': { status: 409, zh: '没有待评定的办件', en: 'No case waits to be graded' },
  'grading.wrong-state': { status: 409, zh: '当前状态不能进行此操作', en: 'Not possible in the present state' },
  'grading.roster-open': { status: 409, zh: '请先认定缺席单位', en: 'Establish first who was absent' },
  'grading.under-way': {
    status: 409,
    zh: '还有办件没有到达此环节',
    en: 'Some cases have not come to this step',
  },
  'grading.incomplete': {
    status: 422,
    zh: '有的单位还不能评定等次',
    en: 'Some units cannot be graded yet',
  },
  'grading.released': { status: 409, zh: '本轮结果已经发布', en: 'The results of this round are released' },
  'consequence.wrong-state': { status: 409, zh: '当前状态不能进行此操作', en: 'Not possible in the present state' },
  'task.not-yours': { status: 403, zh: '此待办不由您办理', en: 'The task is not yours' },
  'task.already-done': { status: 409, zh: '此待办已由他人办理', en: 'The task is already done' },
  'task.ended': { status: 409, zh: '此待办已终止', en: 'The task was overtaken' },
  'task.waiting': { status: 409, zh: '此待办正在等待他人办理', en: 'The task waits for others' },
  'task.wrong-verb': { status: 409, zh: '此待办不能进行该操作', en: 'Not possible on this task' },
  'task.supplement-out': { status: 409, zh: '正在等待申请人补正', en: 'A supplement request is out' },
  'task.no-way-back': { status: 409, zh: '没有可以退回的环节', en: 'There is no such step to return to' },
  'task.too-late': {
    status: 409,
    zh: '后续环节已经办理，不能撤回',
    en: 'The next step has acted; it cannot be taken back',
  },
  'task.urged-recently': { status: 409, zh: '一天之内已催办过', en: 'Urged within the last day' },
  'task.not-a-colleague': { status: 422, zh: '所选人员不能办理此事项', en: 'That person cannot take this task' },
  'task.already-signer': { status: 409, zh: '所选人员已在办理此事项', en: 'That person signs already' },
  'supplement.used-up': { status: 409, zh: '补正只能要求一次', en: 'No further supplement may be asked for' },
  'review.conflict': {
    status: 409,
    zh: '专家与申报单位存在利害关系，应当回避',
    en: 'The expert has an interest in the case and must recuse',
  },
  'review.not-available': {
    status: 409,
    zh: '所选专家不在专家库或已在本件评审',
    en: 'That person is not an available expert',
  },
  'review.cap': {
    status: 409,
    zh: '专家已达本批次或本年度评审件数上限',
    en: 'The expert has as many reviews as the caps allow',
  },
  'review.same-employer': {
    status: 409,
    zh: '同一单位的专家在一件中不超过一名',
    en: 'At most one expert of an employer reviews a submission',
  },
  'assignment.nothing-waits': {
    status: 409,
    zh: '本批次没有等待选派专家的办件',
    en: 'No submission of the round waits for experts',
  },
  'assignment.under-way': {
    status: 409,
    zh: '本批次的方案正在计算',
    en: 'A plan for this round is being searched for',
  },
  'assignment.wrong-state': {
    status: 409,
    zh: '选派方案当前状态不能进行此操作',
    en: "Not possible in the plan's present state",
  },
  'review.panel-set': { status: 409, zh: '专家组已确定', en: 'The panel is already set' },
  'review.seats': {
    status: 422,
    zh: '专家人数与办法规定不符',
    en: 'The number of experts is not what the procedure asks for',
  },
  'review.already-in': { status: 409, zh: '评审意见已提交，不能更改', en: 'The review is in and cannot be changed' },
  'review.sheet-changed': {
    status: 409,
    zh: '评分表已更新，已填内容都在；请核对后再提交',
    en: 'The scoresheet changed; what was entered is kept. Please check and submit again',
  },
  'review.not-in': { status: 409, zh: '评审尚未提交', en: 'The review is not in yet' },
  'review.recusal-open': {
    status: 409,
    zh: '有专家的利害关系在评审后得知，尚未处理；处理后才能继续',
    en: 'An interest of an expert became known and is not dealt with yet',
  },
  'review.recusal-answered': { status: 409, zh: '该事项已经处理', en: 'It was dealt with already' },
  'review.recusal-wrong-answer': {
    status: 409,
    zh: '办件所处阶段不能这样处理',
    en: 'That answer does not fit where the case stands',
  },
  'grading.points-changed': {
    status: 409,
    zh: '等次报审后专家评分有变动，请退回后重新评定',
    en: 'What experts gave changed since the grades were put forward; send them back',
  },
  'calibration.not-closed': {
    status: 409,
    zh: '本批次评分尚未结束，结束后才能查看汇总和校准',
    en: 'Scores of the round still come in; they are shown when scoring is over',
  },
  'review.not-yours': { status: 404, zh: '未找到由您评审的办件', en: 'No such review of yours' },
  'site-visit.submitted': { status: 409, zh: '考察记录已提交', en: 'The record is already submitted' },
  'shortlist.over-quota': {
    status: 409,
    zh: '入选数超出文件规定的名额',
    en: 'More are listed than the document has places for',
  },
  'shortlist.wrong-state': {
    status: 409,
    zh: '名单当前状态不能进行此操作',
    en: "Not possible in the list's present state",
  },
  'notice.wrong-state': {
    status: 409,
    zh: '公示当前状态不能进行此操作',
    en: "Not possible in the notice's present state",
  },
  'notice.not-in-time': {
    status: 409,
    zh: '公示期已结束，逾期异议不予受理',
    en: 'The period is over; late objections are not accepted',
  },
  'objection.anonymous': { status: 422, zh: '匿名异议不予受理', en: 'Anonymous objections are not accepted' },
  'objection.wrong-state': {
    status: 409,
    zh: '异议当前状态不能进行此操作',
    en: "Not possible in the objection's present state",
  },
  'objection.party-not-heard': {
    status: 409,
    zh: '尚未听取被异议方意见，不能作出处理决定',
    en: 'The party has not been heard yet',
  },
  'objection.names-objector': {
    status: 422,
    zh: '公开文本中仍有异议人的信息，请隐去',
    en: 'The redacted copy still identifies the objector',
  },
  'objection.not-redacted': { status: 409, zh: '请先制作隐去异议人信息的文本', en: 'Make the redacted copy first' },
  'decision.signed': { status: 409, zh: '决定已签发', en: 'The decision is already signed' },
  'decision.not-drafted': { status: 409, zh: '请先拟写决定', en: 'Draft the decision first' },
  'designation.already-held': {
    status: 409,
    zh: '该载体已持有此项资格',
    en: 'The carrier already holds this designation',
  },
  'designation.missing': { status: 409, zh: '该载体未持有此项资格', en: 'The carrier does not hold the designation' },
  'designation.wrong-state': {
    status: 409,
    zh: '资格当前状态不能进行此操作',
    en: "Not possible in the designation's present state",
  },
  'plaque.not-in-turn': { status: 409, zh: '当前环节不能授牌', en: 'No plaque can be awarded now' },
} as const satisfies Record<string, { status: RefusalStatus; zh: string; en: string }>;
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
export type RefusalCode = keyof typeof REFUSALS;

/** One entry to correct. `path` names the field as the form does (`premises.0.area`); `message` is Chinese. */
export interface FieldRefusal {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** An expected "no". Shown to the user and audited; never logged as a fault. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldRefusal[];

  constructor(code: RefusalCode, details: Record<string, unknown> = {}, fields: readonly FieldRefusal[] = []) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
    this.fields = fields;
  }

  get status(): RefusalStatus {
    return REFUSALS[this.code].status;
  }

  /** What crosses the wire. */
  toJSON(): RefusalBody {
    const { zh: message, en } = REFUSALS[this.code];
    const body = { code: this.code, message, en, details: this.details };
    return this.fields.length > 0 ? { ...body, fields: this.fields } : body;
  }
}

export interface RefusalBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly en: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fields?: readonly FieldRefusal[];
}
